/* __attribute__((cleanup)): a call at every way out of the scope. */
void closep(int *fd);
void freep(char **p);
int open(const char *path);
int g(int x);
#define auto_close __attribute__((cleanup(closep)))

int falls_off(void)
{
	auto_close int fd = open("a");

	return g(fd);
}

void order(void)
{
	auto_close int a = open("a");
	__attribute__((cleanup(freep))) char *b = 0;

	g(a);
}

int loops(int n)
{
	while (n--) {
		auto_close int fd = open("a");

		if (fd < 0)
			continue;
		if (g(fd))
			break;
		if (g(n))
			return 7;
	}
	return 0;
}

int out_of_scope(int n)
{
	auto_close int outer = open("outer");

	if (n) {
		auto_close int fd = open("a");

		if (g(fd))
			goto out;
		if (g(n)) {
			goto inside;
		}
		g(1);
inside:
		g(2);
	}
out:
	return outer;
}
