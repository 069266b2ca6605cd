#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

typedef struct mylib mylib;
mylib *mylib_connect(const char *url);
int mylib_attach(mylib *lib, int fd);
int mylib_send(mylib *lib, const char *text);
void mylib_free(mylib *lib);

int modelled_lost(const char *url)
{
	mylib *lib = mylib_connect(url); // expect: channel-leak/socket

	if (!lib)
		return -1;
	if (mylib_send(lib, "hello") != 0)
		return -1;
	mylib_free(lib);
	return 0;
}

int modelled_not_taken(mylib *lib, const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	return mylib_attach(lib, fd);
}

int modelled_used(const char *url)
{
	mylib *lib = mylib_connect(url);

	if (!lib)
		return -1;
	mylib_free(lib);
	return mylib_send(lib, "late"); // expect: use-after-end
}
