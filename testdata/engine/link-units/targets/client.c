/* The same code, right here: release() is the client's own, which closes. */
int open_spool(const char *path);
void release(int fd);
int fetch(const char *path);

int fetch(const char *path)
{
	int fd = open_spool(path);
	if (fd < 0)
		return -1;
	release(fd);
	return 0;
}

int main(int argc, char **argv)
{
	int fetched = 0;
	for (int i = 1; i < argc; i++)
		fetched += fetch(argv[i]) == 0;
	return fetched == 0;
}
