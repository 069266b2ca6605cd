/* Every form of loop, with parts missing. */
int g(int x);
#define FOREVER for (;;)
#define EACH(i, n) for (int i = 0; i < (n); i++)

void all(int n)
{
	for (int i = 0; i < n; i++)
		g(i);
}

void init_condition(int n)
{
	for (int i = 0; i < n;)
		i = g(i);
}

void init_increment(void)
{
	for (int i = 0;; i++)
		if (g(i))
			break;
}

void condition_increment(int i)
{
	for (; g(i); i++ /* a comment; with ) */)
		;
}

void only_init(int i)
{
	for (i = 0;;)
		if (g(i))
			return;
}

void only_condition(int i)
{
	for (; i;)
		i = g(i);
}

void only_increment(int i)
{
	for (;; i = g(i))
		if (i)
			return;
}

void none(void)
{
	FOREVER
		if (g(1))
			return;
}

void macro(int n)
{
	EACH(i, n)
		g(i);
}

void nested(int n)
{
	while (n) {
		do {
			if (g(1))
				continue;
			if (g(2))
				break;
		} while (g(3));
		if (g(4))
			continue;
		n--;
	}
}

void once(int n)
{
	do {
		if (n)
			break;
		g(n);
	} while (0);
}

#define PARTS(init, test, step) for (init; test; step)

void passed(int n)
{
	PARTS(, n, )
		n = g(n);
	PARTS(n = 1, , n++)
		if (g(n))
			break;
}
