/* Ranges against the sets they stand for, exhaustively over a small window of integers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/engine/range.h"
#include "analyzer/ir/ir.h"
#include "base/memory.h"

/* Values from -4 to 4, a bit each. */
enum { LOW = -4, HIGH = 4, WIDTH = HIGH - LOW + 1 };
typedef uint32_t set;

static const int comparisons[] = {IR_EQ, IR_NE, IR_LT, IR_LE, IR_GT, IR_GE};
enum { COMPARISONS = 6 };

static bool holds(int64_t value, int comparison, int64_t constant)
{
	switch (comparison) {
	case IR_EQ:
		return value == constant;
	case IR_NE:
		return value != constant;
	case IR_LT:
		return value < constant;
	case IR_LE:
		return value <= constant;
	case IR_GT:
		return value > constant;
	case IR_GE:
		return value >= constant;
	}
	BUG("comparison %d", comparison);
}

static bool has(set values, int64_t value)
{
	return values >> (value - LOW) & 1;
}

static set set_of(struct range range)
{
	set values = 0;
	for (int v = LOW; v <= HIGH; v++)
		values |= (set)range_contains(range, v) << (v - LOW);
	return values;
}

static set set_where(set values, int comparison, int64_t constant)
{
	for (int v = LOW; v <= HIGH; v++)
		if (!holds(v, comparison, constant))
			values &= ~((set)1 << (v - LOW));
	return values;
}

/* All ranges that can be made inside the window, as range_where() leaves them: any holes from 0 on,
 * and one among the negative values. */
struct sample {
	struct range ranges[1024];
	unsigned count;
};

static bool is_in(const struct sample *sample, struct range range)
{
	for (unsigned i = 0; i < sample->count; i++)
		if (range_equal(sample->ranges[i], range))
			return true;
	return false;
}

/* Every subset of 0 … HIGH is a pattern of holes; HIGH + 1 - LOW stands for no negative hole. */
static void all_ranges(struct sample *sample)
{
	sample->count = 0;
	for (int low = LOW; low <= HIGH; low++)
		for (int high = low; high <= HIGH; high++)
			for (unsigned holes = 0; holes < 2u << HIGH; holes++)
				for (int hole = LOW; hole <= 0; hole++) {
					struct range range = range_between(low, high);
					for (int v = 0; v <= HIGH; v++)
						if (holes >> v & 1)
							range = range_where(range, IR_NE, v);
					if (hole < 0)
						range = range_where(range, IR_NE, hole);
					if (!is_in(sample, range))
						sample->ranges[sample->count++] = range;
				}
}

/* What fits a range exactly: an interval without any of 0 … 63 and one negative value. */
static bool is_representable(set values)
{
	int holes = 0, first = LOW, last = HIGH;
	if (!values)
		return true;
	while (!has(values, first))
		first++;
	while (!has(values, last))
		last--;
	for (int v = first; v <= last && v < 0; v++)
		holes += !has(values, v);
	return holes <= 1;
}

static set hull(set values)
{
	int first = LOW, last = HIGH;
	if (!values)
		return 0;
	while (!has(values, first))
		first++;
	while (!has(values, last))
		last--;
	return set_of(range_between(first, last));
}

static bool is_subset(set inner, set outer)
{
	return (inner & ~outer) == 0;
}

static void bounds_and_holes(void **state)
{
	(void)state;
	struct sample sample;
	all_ranges(&sample);
	unsigned representable = 0;
	for (set values = 0; values < (set)1 << WIDTH; values++)
		representable += is_representable(values);
	assert_int_equal(sample.count, representable);
	for (unsigned i = 0; i < sample.count; i++) {
		struct range range = sample.ranges[i];
		set values = set_of(range);
		assert_int_equal(range_is_empty(range), values == 0);
		assert_int_equal(range_is_single(range), __builtin_popcount(values) == 1);
		assert_false(range_is_full(range));
		assert_true(is_representable(values));
		for (unsigned k = 0; k < sample.count; k++)
			assert_int_equal(range_equal(range, sample.ranges[k]),
			                 values == set_of(sample.ranges[k]));
	}
}

static void where_is_the_subset_that_holds(void **state)
{
	(void)state;
	struct sample sample;
	all_ranges(&sample);
	for (unsigned i = 0; i < sample.count; i++)
		for (unsigned c = 0; c < COMPARISONS; c++)
			for (int constant = LOW - 1; constant <= HIGH + 1; constant++) {
				struct range range = sample.ranges[i];
				set wanted = set_where(set_of(range), comparisons[c], constant);
				struct range cut = range_where(range, comparisons[c], constant);
				assert_true(is_subset(wanted, set_of(cut)));
				assert_true(is_subset(set_of(cut), set_of(range)));
				if (is_representable(wanted))
					assert_int_equal(set_of(cut), wanted);
				assert_int_equal(range_is_empty(cut), set_of(cut) == 0);
			}
}

/* Where one of two holes has to be forgotten, nothing else is; those from 0 to 63 are all kept. */
static void a_second_hole_is_forgotten(void **state)
{
	(void)state;
	struct range range = range_where(range_between(-4, 99), IR_NE, -2);
	assert_true(range_equal(range_where(range, IR_NE, 64), range));
	assert_true(range_equal(range_where(range, IR_NE, 100), range));
	struct range more = range_where(range_where(range, IR_NE, 63), IR_NE, 0);
	assert_false(range_contains(more, 0));
	assert_false(range_contains(more, 63));
	assert_false(range_contains(more, -2));
	struct range cut = range_where(more, IR_NE, 99);
	assert_int_equal(cut.high, 98);
	assert_false(range_contains(cut, 0));
}

static void intersect_holds_both(void **state)
{
	(void)state;
	struct sample sample;
	all_ranges(&sample);
	for (unsigned i = 0; i < sample.count; i++)
		for (unsigned k = 0; k < sample.count; k++) {
			struct range left = sample.ranges[i], right = sample.ranges[k];
			struct range both = range_intersect(left, right);
			set wanted = set_of(left) & set_of(right);
			assert_true(is_subset(wanted, set_of(both)));
			assert_true(
			        is_subset(set_of(both), hull(set_of(left)) & hull(set_of(right))));
			if (is_representable(wanted))
				assert_int_equal(set_of(both), wanted);
			assert_int_equal(range_is_empty(both), set_of(both) == 0);
		}
}

static bool keeps_a_hole(set left, set right, struct range range)
{
	return !has(left, range.except) && !has(right, range.except);
}

static void join_holds_either(void **state)
{
	(void)state;
	struct sample sample;
	all_ranges(&sample);
	for (unsigned i = 0; i < sample.count; i++)
		for (unsigned k = 0; k < sample.count; k++) {
			struct range left = sample.ranges[i], right = sample.ranges[k];
			struct range joined = range_join(left, right);
			set wanted = set_of(left) | set_of(right);
			assert_true(is_subset(wanted, set_of(joined)));
			assert_true(is_subset(set_of(joined), hull(wanted)));
			assert_int_equal(set_of(range_join(right, left)) == wanted,
			                 set_of(joined) == wanted);
			if (joined.has_except)
				assert_true(keeps_a_hole(set_of(left), set_of(right), joined));
		}
}

/* "Not zero" and "other than what both left out" are what error returns look like. */
static void join_keeps_the_holes_that_matter(void **state)
{
	(void)state;
	struct range not_zero = range_join(range_between(-4, -1), range_between(1, 4));
	assert_false(range_contains(not_zero, 0));
	struct range not_two = range_where(range_full(), IR_NE, 2);
	assert_true(range_equal(range_join(not_two, not_two), not_two));
	assert_true(range_contains(range_join(not_two, range_single(2)), 2));
	assert_true(range_equal(range_join(range_single(3), range_between(1, 0)), range_single(3)));
}

static void the_ends_of_the_integers(void **state)
{
	(void)state;
	struct range full = range_full();
	assert_true(range_is_full(full));
	assert_true(range_is_empty(range_where(full, IR_LT, INT64_MIN)));
	assert_true(range_is_empty(range_where(full, IR_GT, INT64_MAX)));
	assert_true(range_is_full(range_where(full, IR_GE, INT64_MIN)));
	assert_true(range_is_full(range_where(full, IR_LE, INT64_MAX)));
	assert_int_equal(range_where(full, IR_NE, INT64_MIN).low, INT64_MIN + 1);
	assert_int_equal(range_where(full, IR_NE, INT64_MAX).high, INT64_MAX - 1);
	assert_int_equal(range_where(full, IR_LT, INT64_MIN + 1).high, INT64_MIN);
	assert_true(range_is_empty(range_where(range_single(INT64_MAX), IR_NE, INT64_MAX)));
	assert_true(range_is_empty(range_where(range_single(INT64_MIN), IR_NE, INT64_MIN)));
	assert_true(range_is_full(range_join(range_single(INT64_MIN), full)));
	assert_false(range_is_full(range_where(full, IR_NE, 0)));
}

static void negate_and_swap_say_the_same(void **state)
{
	(void)state;
	for (unsigned c = 0; c < COMPARISONS; c++)
		for (int a = LOW; a <= HIGH; a++)
			for (int b = LOW; b <= HIGH; b++) {
				int comparison = comparisons[c];
				bool truth = holds(a, comparison, b);
				assert_int_equal(holds(a, comparison_negate(comparison), b),
				                 !truth);
				assert_int_equal(holds(b, comparison_swap(comparison), a), truth);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(bounds_and_holes),
	        cmocka_unit_test(where_is_the_subset_that_holds),
	        cmocka_unit_test(a_second_hole_is_forgotten),
	        cmocka_unit_test(intersect_holds_both),
	        cmocka_unit_test(join_holds_either),
	        cmocka_unit_test(join_keeps_the_holes_that_matter),
	        cmocka_unit_test(the_ends_of_the_integers),
	        cmocka_unit_test(negate_and_swap_say_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
