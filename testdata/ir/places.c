/* Lvalues and addresses. */
struct list {
	struct list *next;
	int fds[4];
	struct {
		int plain;
		union {
			int number;
			char *text;
		};
	} in;
	struct list *table[8];
};
typedef struct {
	int fd;
	struct {
		int deep;
	} sub;
} handle;
static struct {
	int count;
} state;
int global_fd;
static int file_fd;
int g(int x);
void take(void *p);

int selectors(struct list *l, int i, int **pp, int *p)
{
	l->fds[2] = l->fds[i];
	l->in.number = l->in.plain;
	l->next->in.text = 0;
	**pp = *p + p[3] + 2 [p];
	(*l).fds[i + 1] = pp[0][1];
	l->table[i]->fds[0] = 7;
	return l->next->next->next->fds[1];
}

void addresses(struct list *l, handle *h)
{
	int local, array[3];

	take(&local);
	take(array);
	take(&array[1]);
	take(array + 2);
	take(&l->in);
	take(l->fds);
	take(&*l);
	take(l + 1);
	take(&l->fds[1]);
	take(&h->sub.deep);
	take(selectors);
	take(&selectors);
	take("text");
}

void globals(void)
{
	static int calls;

	calls++;
	state.count = global_fd;
	file_fd = state.count;
}

void arithmetic(char *p, int n)
{
	p++;
	p += n;
	*p++ = 1;
	*(p + 2) = 2;
	p[n] = 3;
	take(p - 1);
	take((char *)(struct list *)p + 8);
}

#define container_of(ptr, type, member) ((type *)((char *)(ptr) - __builtin_offsetof(type, member)))

struct list *container(int *fds)
{
	return container_of(fds, struct list, fds);
}

int first(struct list *l)
{
	struct list copy = *l;
	handle h[2], *at = h;

	h[1].fd = 1;
	at->fd = 2;
	copy.in = l->in;
	return ((handle *)l)->sub.deep;
}
