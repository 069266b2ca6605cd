/* release() is the server's own, which does not close. */
int open_spool(const char *path);
void release(int fd);
int serve(const char *path);

int serve(const char *path)
{
	int fd = open_spool(path); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	release(fd);
	return 0;
}

int main(int argc, char **argv)
{
	int served = 0;
	for (int i = 1; i < argc; i++)
		served += serve(argv[i]) == 0;
	return served == 0;
}
