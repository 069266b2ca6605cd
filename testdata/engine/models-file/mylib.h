#include <linger/annotate.h>

#define MYLIB_OK 0

typedef struct mylib mylib;

mylib *mylib_connect(const char *url) LG_OPENS(socket, result, result != NULL);
int mylib_attach(mylib *lib, int fd) LG_TAKES(fd, result == MYLIB_OK);
int mylib_send(mylib *lib, const char *text) LG_USES(socket, lib);
void mylib_free(mylib *lib) LG_ENDS(socket, lib) LG_FREES(lib);
