/* The server's release() says something and ends nothing. */
#include <stdio.h>

void release(int fd);
void release(int fd)
{
	printf("done with %d\n", fd);
}
