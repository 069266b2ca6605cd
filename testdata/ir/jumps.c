/* goto, computed goto, asm goto, jumps out of statement expressions. */
int g(int x);

int forward(int a)
{
	int r = -1;

	if (g(a))
		goto out;
	r = 0;
out:
	g(2);
	return r;
}

int backward(int a)
{
again:
	if (g(a))
		goto again;
	return a;
}

int computed(int a)
{
	static void *table[] = {&&one, &&two};
	void *to = table[a];

	goto *to;
one:
	return 1;
two:
	return 2;
}

int assembly(int a)
{
	int out;

	asm goto("test %0" : : "r"(a) : : failed);
	asm("mov %1, %0" : "=r"(out) : "r"(a));
	return out;
failed:
	return -1;
}

#define TRY(x)                                                                                     \
	({                                                                                         \
		int result_ = (x);                                                                 \
		if (result_ < 0)                                                                   \
			return result_;                                                            \
		result_;                                                                           \
	})

int statement_expression(int a)
{
	int x = TRY(g(a));

	g(TRY(g(x)));
	return ({ goto end; 1; });
end:
	return 5;
}

int dead(int a)
{
	return a;
	g(1);
}
