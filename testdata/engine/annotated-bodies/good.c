#include <unistd.h>

#include "lease.h"

int lease_used(struct table *table)
{
	int fd = lease_take(table);

	if (fd < 0)
		return -1;
	if (write(fd, "x", 1) != 1) {
		lease_return(table, fd);
		return -1;
	}
	lease_return(table, fd);
	return lease_number(table);
}
