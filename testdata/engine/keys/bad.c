/* The object goes, and the callback that is to get it is still set. */
#include "later.h"

#include <stdlib.h>
#include <string.h>

struct device {
	int state;
	char *name;
};

static void on_change(void *argument)
{
	struct device *device = argument;

	device->state++;
}

static void on_reset(void *argument)
{
	struct device *device = argument;

	device->state = 0;
}

struct device *device_new(const char *name)
{
	struct device *device = calloc(1, sizeof *device);

	if (!device)
		return NULL;
	if (later_set(100, on_change, device) != 0) {
		free(device);
		return NULL;
	}
	device->name = strdup(name);
	if (!device->name) {
		free(device); // expect: timer-outlives-owner/callback-timer
		return NULL;
	}
	return device;
}

/* The other one is cancelled. */
void device_reset(struct device *device, int is_last)
{
	if (later_set(100, on_change, device) != 0 || later_set(200, on_reset, device) != 0)
		return;
	if (is_last) {
		later_cancel(on_change, device);
		free(device->name);
		free(device); // expect: timer-outlives-owner/callback-timer
	}
}

static void device_free(struct device *device)
{
	later_cancel(on_reset, device);
	free(device);
}

/* By a helper that forgets it. */
int device_try(int fails)
{
	struct device *device = calloc(1, sizeof *device);

	if (!device)
		return -1;
	if (later_set(100, on_change, device) == 0 && fails) {
		device_free(device); // expect: timer-outlives-owner/callback-timer
		return -1;
	}
	return 0;
}

/* An argument on the stack. */
int device_probe(void)
{
	struct device device = {0};

	return later_set(1, on_change, &device); // expect: timer-outlives-owner/callback-timer
}
