/* The library forgets one end; that its test closes it helps nobody else. */
#include "mixer.h"

#include <fcntl.h>
#include <unistd.h>

int mixer_open(struct mixer *mixer)
{
	mixer->left = open("/dev/left", O_WRONLY);
	mixer->right = open("/dev/right", O_WRONLY); // expect: channel-leak/descriptor
	return mixer->left < 0 || mixer->right < 0 ? -1 : 0;
}

void mixer_close(struct mixer *mixer)
{
	close(mixer->left);
}
