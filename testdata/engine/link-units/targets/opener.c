/* Part of both programs. */
#include <fcntl.h>

int open_spool(const char *path);
int open_spool(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC);
}
