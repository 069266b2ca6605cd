struct mixer {
	int left, right;
};

int mixer_open(struct mixer *mixer);
void mixer_close(struct mixer *mixer);
