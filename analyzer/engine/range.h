/* Ranges of integers: what a condition tells of one symbol. Pointers are ranges too: NULL is 0. */
#ifndef LINGER_ANALYZER_ENGINE_RANGE_H
#define LINGER_ANALYZER_ENGINE_RANGE_H

#include <stdbool.h>
#include <stdint.h>

/* low … high without the holes: any of 0 … 63, bit by bit, as the values of an enumeration are; and
 * `except`, one other value, when there is one. Empty when low > high. */
struct range {
	int64_t low, high, except;
	uint64_t holes;
	bool has_except;
};

static inline struct range range_between(int64_t low, int64_t high)
{
	return (struct range){.low = low, .high = high};
}

static inline struct range range_full(void)
{
	return range_between(INT64_MIN, INT64_MAX);
}

static inline struct range range_single(int64_t value)
{
	return range_between(value, value);
}

static inline bool range_is_full(struct range range)
{
	return range.low == INT64_MIN && range.high == INT64_MAX && !range.has_except &&
	       !range.holes;
}

static inline bool range_is_empty(struct range range)
{
	return range.low > range.high;
}

static inline bool range_is_single(struct range range)
{
	return range.low == range.high;
}

static inline bool range_equal(struct range left, struct range right)
{
	return left.low == right.low && left.high == right.high && left.holes == right.holes &&
	       left.has_except == right.has_except &&
	       (!left.has_except || left.except == right.except);
}

/* Comparisons have the numbers of enum ir_operator (IR_EQ … IR_GE). */
bool range_contains(struct range range, int64_t value);
/* What is left of the range when `value comparison constant` holds. */
struct range range_where(struct range range, int comparison, int64_t constant);
/* The values of both. */
struct range range_intersect(struct range left, struct range right);
/* The smallest range that holds both. */
struct range range_join(struct range left, struct range right);
/* !(a op b) is a negate(op) b. */
int comparison_negate(int comparison);
/* a op b is b swap(op) a. */
int comparison_swap(int comparison);

#endif
