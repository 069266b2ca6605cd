/* Initialisers of locals, mapped to members and elements. */
int g(int x);
struct inner {
	int a, b;
};
struct outer {
	int fd;
	struct inner in;
	union {
		int u;
		char *v;
	};
	int list[3];
	int (*cb)(int);
};

void designated(int n)
{
	struct outer o = {.fd = n, .in.b = 2, .v = 0, .list = {[1] = 5}, .cb = g};
}

void positional(int n)
{
	struct outer o = {n, {1, 2}, {3}, {4, 5, 6}, g};
}

void elided(int n)
{
	struct outer o = {n, 1, 2, 3, 4, 5, 6, g};
	struct inner list[2] = {1, 2, 3, 4};
}

void after_designator(void)
{
	int list[6] = {[2] = 1, 7, [0] = 2, 3};
}

void whole(struct inner *from)
{
	struct outer o = {.in = *from};
	struct inner copy = *from;
	struct inner literal = (struct inner){.a = 4};
	char text[8] = "text", empty[4] = "";
	int scalar = {5};
	int zero[2] = {0};
}

void literal(void)
{
	struct inner *p = &(struct inner){1, 2};
	int *q = (int[]){3, 4};

	g(((struct inner){.b = 9}).b);
	*p = (struct inner){.b = g(1)};
	g(*q);
}

void ranges(int n)
{
	int list[100] = {[0 ... 9] = n, [70] = 3};
}

static int table_user(void)
{
	static const struct outer ops = {.cb = g};

	return ops.cb(1);
}

int use(void)
{
	return table_user();
}
