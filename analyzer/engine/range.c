/* Ranges of integers: what a condition tells of one symbol. */
#include "analyzer/engine/range.h"

#include "analyzer/ir/ir.h"
#include "base/memory.h"

static bool is_hole(struct range range, int64_t value)
{
	if (range.has_except && range.except == value)
		return true;
	return value >= 0 && value < 64 && range.holes >> value & 1;
}

bool range_contains(struct range range, int64_t value)
{
	return value >= range.low && value <= range.high && !is_hole(range, value);
}

/* The values from 0 to 63 that are at most `value`. */
static uint64_t bits_to(int64_t value)
{
	return value < 0 ? 0 : value >= 63 ? UINT64_MAX : ((uint64_t)2 << value) - 1;
}

/* Those between two values, both included. */
static uint64_t bits_between(int64_t low, int64_t high)
{
	return bits_to(high) & ~bits_to(low > INT64_MIN ? low - 1 : low);
}

/* Moves holes at an end into the end, and forgets those outside: equal sets look the same. */
static struct range range_normal(struct range range)
{
	if (!range.has_except && !range.holes)
		return range;
	while (range.low <= range.high && is_hole(range, range.low))
		if (range.low++ == range.high)
			return range_between(1, 0);
	while (range.low <= range.high && is_hole(range, range.high))
		range.high--;
	range.holes &= bits_between(range.low, range.high);
	range.has_except &= range.except > range.low && range.except < range.high;
	if (!range.has_except)
		range.except = 0;
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
		if (range.low == range.high)
			return range_between(1, 0);
		if (constant == range.low) {
			range.low++;
		} else if (constant == range.high) {
			range.high--;
		} else if (constant >= 0 && constant < 64) {
			range.holes |= (uint64_t)1 << constant;
		} else if (!range.has_except) {
			range.has_except = true;
			range.except = constant;
		}
		return range_normal(range);
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
	left.holes |= right.holes;
	left = range_normal(left);
	return right.has_except ? range_where(left, IR_NE, right.except) : left;
}

struct range range_join(struct range left, struct range right)
{
	if (range_is_empty(left) || range_equal(left, right))
		return right;
	if (range_is_empty(right))
		return left;
	struct range joined = range_between(left.low < right.low ? left.low : right.low,
	                                    left.high > right.high ? left.high : right.high);
	joined.holes = (left.holes | ~bits_between(left.low, left.high)) &
	               (right.holes | ~bits_between(right.low, right.high));
	joined = range_normal(joined);
	if (left.has_except && !range_contains(right, left.except))
		return range_where(joined, IR_NE, left.except);
	if (right.has_except && !range_contains(left, right.except))
		return range_where(joined, IR_NE, right.except);
	return joined;
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
