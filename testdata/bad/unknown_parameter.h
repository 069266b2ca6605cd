int f(int fd) LG_ENDS(descriptor, nowhere);
