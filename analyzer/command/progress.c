/* The progress bar on stderr, when that is a terminal. */
#include "analyzer/command/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BAR_WIDTH = 40 };

static bool can_draw(void)
{
	const char *terminal = getenv("TERM");
	return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

static void draw(struct progress *progress)
{
	char bar[BAR_WIDTH + 1];
	size_t filled = progress->total ? BAR_WIDTH * progress->done / progress->total : 0;
	memset(bar, '.', BAR_WIDTH);
	memset(bar, '#', filled);
	bar[BAR_WIDTH] = '\0';
	fprintf(stderr, "\r%s [%s] %zu/%zu", progress->what, bar, progress->done, progress->total);
	fflush(stderr);
}

void progress_start(struct progress *progress, const char *what, size_t total, bool quiet)
{
	*progress = (struct progress){.what = what, .total = total, .percent = -1};
	progress->shown = total > 0 && !quiet && can_draw();
	if (progress->shown)
		draw(progress);
}

void progress_step(struct progress *progress)
{
	progress->done++;
	if (!progress->shown)
		return;
	int percent = (int)(progress->done * 100 / progress->total);
	if (percent == progress->percent)
		return;
	progress->percent = percent;
	draw(progress);
}

void progress_hide(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\33[K", stderr);
	progress->percent = -1;
}

void progress_end(struct progress *progress)
{
	progress_hide(progress);
	progress->shown = false;
}
