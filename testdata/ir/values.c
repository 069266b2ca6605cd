/* Conversions and values known at compile time. */
#include <stdarg.h>
#include <stddef.h>
struct s {
	int a;
	char b[3];
	int c;
};
enum { ONE = 1, MANY = 1 << 10 };
int g(int x);
void take(long x);

void casts(int i, long l, void *p, double d)
{
	char c = i;
	unsigned char u = (unsigned char)l;
	short s = c;
	int n = l;
	long w = (long)p;
	void *q = (void *)l;
	_Bool b = i;
	int f = d;
	float h = i;
	unsigned bits = (unsigned)-1;

	b = p;
	b = i > 3;
	take((int)(long)p);
	q = (void *)-1;
	if (q == (void *)-1)
		g(c);
}

void constants(int i)
{
	take(sizeof(struct s));
	take(sizeof g(i));
	take(offsetof(struct s, c));
	take(_Alignof(long));
	take(MANY | ONE);
	take(-5 % 3);
	take(~0);
	take('a');
	take(0xffffffffffffffff);
	take(__builtin_types_compatible_p(int, long));
	take(__builtin_choose_expr(1, g(1), g(2)));
	take(_Generic(i, int: g(3), long: g(4)));
	take(__builtin_constant_p(4));
}

int variadic(int count, ...)
{
	va_list list;
	int sum = 0;

	va_start(list, count);
	while (count--)
		sum += va_arg(list, int);
	va_end(list);
	return sum;
}

int overflow(int a, int b)
{
	int r;

	if (__builtin_add_overflow(a, b, &r))
		return -1;
	return r;
}

void sizes(int n)
{
	int list[g(n)];

	list[0] = sizeof list;
}

int operators(int a, int b, unsigned u)
{
	a = -b;
	a = ~b;
	a = b << 2 | b >> 1;
	a ^= b;
	a *= 3 + 4;
	a = b-- - --b;
	return a % b / 2 & u;
}

#define MASK(x) ((x) & (__typeof__(x))(~0ULL << 8))

int typeof_cast(int a)
{
	return MASK(a) + (__typeof__(g(a)))5;
}
