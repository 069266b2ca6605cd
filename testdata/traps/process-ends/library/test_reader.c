int reader_check(const char *path);

int main(int argc, char **argv)
{
	return argc > 1 && reader_check(argv[1]) < 0;
}
