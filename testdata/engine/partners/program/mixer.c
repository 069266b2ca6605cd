/* The same in a library whose program ends what it leaves: whose duty that is, they have agreed. */
#include "mixer.h"

#include <fcntl.h>
#include <unistd.h>

int mixer_open(struct mixer *mixer)
{
	mixer->left = open("/dev/left", O_WRONLY);
	mixer->right = open("/dev/right", O_WRONLY);
	return mixer->left < 0 || mixer->right < 0 ? -1 : 0;
}

void mixer_close(struct mixer *mixer)
{
	close(mixer->left);
}
