/* Ctrl-C: a flag that long work asks for. */
#include "analyzer/command/interrupt.h"

#include <signal.h>
#include <string.h>

/* The one mutable global of the program: a signal handler can reach nothing else. */
static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

void interrupt_install(void)
{
	struct sigaction action;
	memset(&action, 0, sizeof action);
	sigemptyset(&action.sa_mask);
	action.sa_handler = note_interrupt;
	action.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

bool interrupt_seen(void *unused)
{
	(void)unused;
	return interrupted != 0;
}
