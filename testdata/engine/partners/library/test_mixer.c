#include "mixer.h"

#include <unistd.h>

static void close_all(struct mixer *mixer)
{
	mixer_close(mixer);
	close(mixer->right);
}

int main(void)
{
	struct mixer mixer;
	if (mixer_open(&mixer) != 0)
		return 1;
	close_all(&mixer);
	return 0;
}
