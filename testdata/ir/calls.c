/* Calls: results, pointers, casts, functions that do not return. */
#include <assert.h>
void leave(int code) __attribute__((noreturn));
_Noreturn void stop(void);
struct ops {
	int (*read)(struct ops *, int);
	void (*die)(void) __attribute__((noreturn));
	int (*table[2])(int);
};
struct pair {
	int a, b;
};
struct pair make(int x);
int printf(const char *format, ...);
int g(int x);
void nothing(void);
static inline int twice(int x)
{
	return g(x) * 2;
}

int results(int x)
{
	int y = g(x);

	g(y);
	(void)g(1);
	nothing();
	x = g(g(x));
	x += g(2);
	return g(x);
}

int through(struct ops *o, int (*fp)(int), int n)
{
	fp(1);
	(*fp)(2);
	(**fp)(3);
	(&g)(4);
	((int (*)(long))g)(5);
	o->table[1](6);
	return o->read(o, n);
}

int ends(struct ops *o, int x)
{
	if (x == 1)
		leave(1);
	if (x == 2)
		stop();
	if (x == 3)
		o->die();
	if (x == 4)
		__builtin_trap();
	assert(x != 5);
	return twice(x);
}

int records(void)
{
	struct pair p = make(1);

	return make(2).b + p.a;
}

int arguments(int i, char *s)
{
	printf("%d %s", i++, s ? s : "none", i == 3, (char)i, 1.5);
	return g(-i);
}

int old_style(a, b)
	int a;
	char *b;
{
	return a + *b;
}
