/* Truth as control flow; comparisons keep their operands. */
int open(const char *path, int flags);
int g(int x);

int assigned(const char *path)
{
	int fd;

	if ((fd = open(path, 0)) < 0)
		return -1;
	return fd;
}

int and_or(int a, int b, int c)
{
	if ((a && b) || !(b || c))
		return 1;
	return 0;
}

int values(int a, int b)
{
	int less = a < b, both = a && g(b), not= !a, none = !(a || b);

	return less + both + not+none;
}

int bits(unsigned flags)
{
	if (flags & 4)
		return 1;
	return !!(flags & 8);
}

int conditional(int *p, int a)
{
	int x = p ? *p : a;

	p ? g(1) : g(2);
	return a ?: g(x);
}

int expected(int a)
{
	if (__builtin_expect(!!(a == 0), 0))
		return g(1);
	return 2;
}

int constant(int a)
{
	if (0)
		g(1);
	if (sizeof(int) == 4 && a)
		return 2;
	while (1)
		if (g(3))
			break;
	return 3;
}

int comma(int a)
{
	if (g(a), a > 1)
		return a = 4, g(a);
	return (g(1), g(2));
}

void unused(int a, int b)
{
	a && g(b);
	a || g(b);
	a == b;
}
