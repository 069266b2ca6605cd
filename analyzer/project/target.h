/* Which target of a build an object belongs to, as far as its path tells. */
#ifndef LINGER_ANALYZER_PROJECT_TARGET_H
#define LINGER_ANALYZER_PROJECT_TARGET_H

#include "base/arena.h"

/* The target's name, its folder in front ("/build/src/server"), into the arena: CMake and Meson give
 * each target a folder of objects, automake puts its name before theirs (`server-main.o`). NULL when
 * the path says nothing. `output` and `file` are absolute. */
const char *target_of_output(struct arena *arena, const char *output, const char *file);

#endif
