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
	       (!left.has_except || left.except == right.except);
}

bool range_contains(struct range range, int64_t value)
{
	return value >= range.low && value <= range.high &&
	       !(range.has_except && range.except == value);
}

/* Moves an exception at an end into the end, and forgets one outside. */
static struct range range_normal(struct range range)
{
	if (range.has_except && range.low <= range.high) {
		if (range.except == range.low) {
			if (range.low == range.high)
				return range_between(1, 0);
			range.low++;
			range.has_except = false;
		} else if (range.except == range.high) {
			range.high--;
			range.has_except = false;
		} else if (range.except < range.low || range.except > range.high) {
			range.has_except = false;
		}
	}
	return range;
}

struct range range_where(struct range range, int comparison, int64_t constant)
{
	switch (comparison) {
	case IR_EQ:
		return range_contains(range, constant) ? range_single(constant)
		                                       : range_between(1, 0);
	case IR_NE:
		if (!range_contains(range, constant))
			return range;
		if (range.has_except && constant != range.low && constant != range.high)
			return range; /* one exception is all we keep */
		if (!range.has_except || constant == range.low || constant == range.high) {
			struct range cut = range;
			if (constant == range.low && range.low != range.high)
				cut.low++;
			else if (constant == range.high && range.low != range.high)
				cut.high--;
			else if (range.low == range.high)
				return range_between(1, 0);
			else
				cut.except = constant, cut.has_except = true;
			return range_normal(cut);
		}
		return range;
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
	if (!left.has_except && right.has_except) {
		left.has_except = true;
		left.except = right.except;
	}
	return range_normal(left);
}

struct range range_join(struct range left, struct range right)
{
	if (range_is_empty(left))
		return right;
	if (range_is_empty(right))
		return left;
	struct range joined = range_between(left.low < right.low ? left.low : right.low,
	                                    left.high > right.high ? left.high : right.high);
	int64_t candidates[3] = {0};
	int count = 0;
	if (left.has_except)
		candidates[count++] = left.except;
	if (right.has_except)
		candidates[count++] = right.except;
	candidates[count++] = 0; /* negative or positive, as in "result != 0" */
	for (int i = 0; i < count; i++) {
		if (range_contains(joined, candidates[i]) && !range_contains(left, candidates[i]) &&
		    !range_contains(right, candidates[i])) {
			joined.has_except = true;
			joined.except = candidates[i];
			break;
		}
	}
	return range_normal(joined);
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
