/* Descriptors that a table keeps open and lends: the bodies open and close nothing, the annotations
 * say what is meant. */
#include <linger/annotate.h>

struct table {
	int fds[8];
	int count;
};

int lease_take(struct table *table) LG_OPENS(descriptor, result, result >= 0);
void lease_return(struct table *table, int fd) LG_ENDS(descriptor, fd);

static inline int lease_number(const struct table *table)
{
	return table->count;
}
