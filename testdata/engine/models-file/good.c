#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

typedef struct mylib mylib;
mylib *mylib_connect(const char *url);
int mylib_attach(mylib *lib, int fd);
int mylib_send(mylib *lib, const char *text);
void mylib_free(mylib *lib);

int instructed_send(const char *url)
{
	mylib *lib = mylib_connect(url);
	int status;

	if (!lib)
		return -1;
	status = mylib_send(lib, "hello");
	mylib_free(lib);
	return status;
}

int instructed_attach(mylib *lib, const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	if (mylib_attach(lib, fd) != 0) {
		close(fd);
		return -1;
	}
	return 0;
}

mylib *instructed_new(const char *url)
{
	return mylib_connect(url);
}
