#include <unistd.h>

#include "lease.h"

int lease_lost(struct table *table)
{
	int fd = lease_take(table); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (write(fd, "x", 1) != 1)
		return -1;
	lease_return(table, fd);
	return 0;
}

int lease_returned_twice(struct table *table)
{
	int fd = lease_take(table);

	if (fd < 0)
		return -1;
	lease_return(table, fd);
	lease_return(table, fd); // expect: double-end
	return 0;
}
