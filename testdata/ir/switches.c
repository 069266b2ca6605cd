/* switch in all its shapes. */
int g(int x);
enum color { RED, GREEN = 5, BLUE };

int falls(int n)
{
	switch (n) {
	case 1:
		g(1);
		/* fall through */
	case 2:
	case 3:
		g(2);
		break;
	default:
		g(3);
		__attribute__((fallthrough));
	case -4:
		return 4;
	}
	return 0;
}

int ranges(int n)
{
	switch (n) {
	case 1 ... 5:
		return 1;
	case 'a' ... 'z':
		return 2;
	}
	return 3;
}

int enums(enum color c)
{
	switch (c) {
	case RED:
		return 1;
	case GREEN:
		return 2;
	case BLUE:
		return 3;
	}
	__builtin_unreachable();
}

void duff(char *to, char *from, int count)
{
	int n = (count + 3) / 4;

	switch (count % 4) {
	case 0:
		do {
			*to++ = *from++;
	case 3:
			*to++ = *from++;
	case 2:
			*to++ = *from++;
	case 1:
			*to++ = *from++;
		} while (--n > 0);
	}
}

void in_loop(int n)
{
	while (g(n)) {
		switch (n) {
		case 1:
			continue;
		case 2:
			break;
		}
		g(2);
	}
}

int bare(int n)
{
	switch (n)
	case 4:
		return g(4);
	return 0;
}

int nested(int a, int b)
{
	switch (a) {
	case 1:
		switch (b) {
		case 1:
			return 11;
		default:
			break;
		}
	case 2:
		return 2;
	}
	return 0;
}
