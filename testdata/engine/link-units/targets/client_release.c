/* The client's release() closes. */
#include <unistd.h>

void release(int fd);
void release(int fd)
{
	close(fd);
}
