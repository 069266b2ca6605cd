#include "lease.h"

int lease_take(struct table *table)
{
	if (table->count == 0)
		return -1;
	return table->fds[--table->count];
}

void lease_return(struct table *table, int fd)
{
	table->fds[table->count++] = fd;
}
