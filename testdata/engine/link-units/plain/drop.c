#include <stdio.h>

void drop(int fd);
void drop(int fd)
{
	printf("dropped %d\n", fd);
}
