/* The same, where somebody ends it, or where no partner says that it is to be ended. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Ended in layers: stop closes one, close the other. */
struct pump {
	int input, output;
};

int pump_open(struct pump *pump);
int pump_open(struct pump *pump)
{
	pump->input = open("/tmp/in", O_RDONLY);
	pump->output = open("/tmp/out", O_WRONLY);
	return pump->input < 0 || pump->output < 0 ? -1 : 0;
}

void pump_stop(struct pump *pump);
void pump_stop(struct pump *pump)
{
	close(pump->output);
	pump->output = -1;
}

void pump_close(struct pump *pump);
void pump_close(struct pump *pump)
{
	close(pump->input);
}

/* Given to something unknown by another function. */
struct relay {
	int input, output;
};

void watch(int fd);

int relay_open(struct relay *relay);
int relay_open(struct relay *relay)
{
	relay->input = open("/tmp/in", O_RDONLY);
	relay->output = open("/tmp/out", O_WRONLY);
	return relay->input < 0 || relay->output < 0 ? -1 : 0;
}

void relay_hand_over(struct relay *relay);
void relay_hand_over(struct relay *relay)
{
	watch(relay->output);
}

void relay_close(struct relay *relay);
void relay_close(struct relay *relay)
{
	close(relay->input);
}

/* Copied out by a getter. */
struct tap {
	int input, output;
};

int tap_open(struct tap *tap);
int tap_open(struct tap *tap)
{
	tap->input = open("/tmp/in", O_RDONLY);
	tap->output = open("/tmp/out", O_WRONLY);
	return tap->input < 0 || tap->output < 0 ? -1 : 0;
}

int tap_output(const struct tap *tap);
int tap_output(const struct tap *tap)
{
	return tap->output;
}

void tap_close(struct tap *tap);
void tap_close(struct tap *tap)
{
	close(tap->input);
}

/* Its like ends nothing that it opens: it may well last. */
static int pid_file = -1, random_file = -1;

static int daemon_init(void)
{
	pid_file = open("/tmp/pid", O_WRONLY);
	random_file = open("/dev/urandom", O_RDONLY);
	return pid_file < 0 || random_file < 0 ? -1 : 0;
}

static void daemon_exit(void)
{
	unlink("/tmp/pid");
}

/* No relation: another stem, another table. */
static FILE *audit, *access_log;

static void audit_start(void)
{
	audit = fopen("/tmp/audit", "a");
	access_log = fopen("/tmp/access", "a");
}

static void access_stop(void)
{
	if (audit)
		fclose(audit);
}

struct stage {
	void (*start)(void);
	void (*stop)(void);
};

static void nothing(void)
{
}

const struct stage stages[] = {{audit_start, nothing}, {nothing, access_stop}};

int main(void)
{
	int status = daemon_init();
	daemon_exit();
	return status != 0;
}
