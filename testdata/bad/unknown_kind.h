int fopen_badly(const char *path)
	LG_OPENS(nonsense, result, result != -1);
