/* Ranges of integers: what a condition tells of one symbol. */
#include "analyzer/engine/range.h"

#include "analyzer/ir/ir.h"
#include "base/memory.h"

struct range range_between(int64_t low, int64_t high)
{
	return (struct range){.low = low, .high = high};
}

struct range range_full(void)
{
	return range_between(INT64_MIN, INT64_MAX);
}

struct range range_single(int64_t value)
{
	return range_between(value, value);
}

bool range_is_full(struct range range)
{
	return range.low == INT64_MIN && range.high == INT64_MAX && !range.has_except;
}

bool range_is_empty(struct range range)
{
	return range.low > range.high;
}

bool range_is_single(struct range range)
{
	return range.low == range.high;
}

bool range_equal(struct range left, struct range right)
{
	return left.low == right.low && left.high == right.high &&
	       left.has_except == right.has_except &&
	       (!left.has_except ||
	        (left.except == right.except && left.except_last == right.except_last));
}

bool range_contains(struct range range, int64_t value)
{
	return value >= range.low && value <= range.high &&
	       !(range.has_except && value >= range.except && value <= range.except_last);
}

/* Moves a gap at an end into the end, and forgets one outside. */
static struct range range_normal(struct range range)
{
	if (!range.has_except || range.low > range.high)
		return range;
	bool at_low = range.except <= range.low, at_high = range.except_last >= range.high;
	if (at_low && at_high)
		return range_between(1, 0);
	if (range.except_last < range.low || range.except > range.high)
		return range_between(range.low, range.high);
	if (at_low)
		return range_between(range.except_last + 1, range.high);
	if (at_high)
		return range_between(range.low, range.except - 1);
	return range;
}

/* Takes low … high out, if that makes one gap: one is all that is kept. */
static struct range range_without(struct range range, int64_t low, int64_t high)
{
	if (!range.has_except) {
		range.has_except = true;
		range.except = low;
		range.except_last = high;
	} else if ((low == INT64_MIN || low - 1 <= range.except_last) &&
	           (high == INT64_MAX || high + 1 >= range.except)) {
		range.except = low < range.except ? low : range.except;
		range.except_last = high > range.except_last ? high : range.except_last;
	} else if (low <= range.low && high >= range.low) {
		range.low = high + 1;
	} else if (high >= range.high && low <= range.high) {
		range.high = low - 1;
	}
	return range_normal(range);
}

struct range range_where(struct range range, int comparison, int64_t constant)
{
	switch (comparison) {
	case IR_EQ:
		return range_contains(range, constant) ? range_single(constant)
		                                       : range_between(1, 0);
	case IR_NE:
		return range_contains(range, constant) ? range_without(range, constant, constant)
		                                       : range;
	case IR_LT:
		if (constant == INT64_MIN)
			return range_between(1, 0);
		range.high = constant - 1 < range.high ? constant - 1 : range.high;
		return range_normal(range);
	case IR_LE:
		range.high = constant < range.high ? constant : range.high;
		return range_normal(range);
	case IR_GT:
		if (constant == INT64_MAX)
			return range_between(1, 0);
		range.low = constant + 1 > range.low ? constant + 1 : range.low;
		return range_normal(range);
	case IR_GE:
		range.low = constant > range.low ? constant : range.low;
		return range_normal(range);
	}
	BUG("comparison %d", comparison);
}

struct range range_intersect(struct range left, struct range right)
{
	left.low = right.low > left.low ? right.low : left.low;
	left.high = right.high < left.high ? right.high : left.high;
	left = range_normal(left);
	if (right.has_except && !range_is_empty(left))
		left = range_without(left, right.except, right.except_last);
	return left;
}

/* What of low … high both ranges leave out; empty when that is not one piece. */
static struct range gap_of(struct range range, int64_t low, int64_t high)
{
	if (high < range.low || low > range.high)
		return range_between(low, high);
	if (!range.has_except)
		return range_between(1, 0);
	return range_between(low > range.except ? low : range.except,
	                     high < range.except_last ? high : range.except_last);
}

struct range range_join(struct range left, struct range right)
{
	if (range_is_empty(left))
		return right;
	if (range_is_empty(right))
		return left;
	struct range joined = range_between(left.low < right.low ? left.low : right.low,
	                                    left.high > right.high ? left.high : right.high);
	struct range gap = range_between(1, 0);
	if (left.has_except)
		gap = gap_of(right, left.except, left.except_last);
	if (range_is_empty(gap) && right.has_except)
		gap = gap_of(left, right.except, right.except_last);
	/* negative or positive, as in "result != 0" */
	if (range_is_empty(gap) && !range_contains(left, 0) && !range_contains(right, 0))
		gap = range_single(0);
	return range_is_empty(gap) ? joined : range_without(joined, gap.low, gap.high);
}

int comparison_negate(int comparison)
{
	switch (comparison) {
	case IR_EQ:
		return IR_NE;
	case IR_NE:
		return IR_EQ;
	case IR_LT:
		return IR_GE;
	case IR_LE:
		return IR_GT;
	case IR_GT:
		return IR_LE;
	case IR_GE:
		return IR_LT;
	}
	BUG("comparison %d", comparison);
}

int comparison_swap(int comparison)
{
	switch (comparison) {
	case IR_LT:
		return IR_GT;
	case IR_LE:
		return IR_GE;
	case IR_GT:
		return IR_LT;
	case IR_GE:
		return IR_LE;
	}
	return comparison;
}
