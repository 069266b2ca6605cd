/* Next to 0, 1 and 2 what was opened still has to be closed. */
#include <fcntl.h>
#include <unistd.h>

/* The original stays open beside its copies. */
int std_redirect(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0644); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	dup2(fd, 1);
	dup2(fd, 2);
	return 0;
}

/* The saved copy of the standard output is never closed. */
int std_silence(void)
{
	int saved = dup(STDOUT_FILENO); // expect: channel-leak/descriptor
	int null;

	if (saved < 0)
		return -1;
	null = open("/dev/null", O_WRONLY);
	if (null < 0) {
		close(saved);
		return -1;
	}
	dup2(null, STDOUT_FILENO);
	close(null);
	dup2(saved, STDOUT_FILENO);
	return 0;
}
