#!/usr/bin/env python3
"""linger models --suggest end to end: which pairs are seen, which are not, what adopting them does.

Usage: suggest_test.py BUILD-DIRECTORY [unittest arguments]
"""

import json
import unittest

from cli_test import Case

LIBRARY = """struct session; struct timer { int id; }; struct conn { struct session *session;
struct timer timer; };
struct session *session_create(int port); void session_destroy(struct session *session);
int channel_open(const char *name, struct channel **out); void channel_close(struct channel *c);
void tick_start(struct timer *timer); void tick_stop(struct timer *timer);
"""

USE = """struct channel;
#include "library.h"
int begin(struct conn *conn)
{
	conn->session = session_create(80);
	if (!conn->session)
		return -1;
	tick_start(&conn->timer);
	return 0;
}
void finish(struct conn *conn)
{
	tick_stop(&conn->timer);
	session_destroy(conn->session);
}
int loses(int port)
{
	struct session *session = session_create(port);
	if (!session)
		return -1;
	if (port == 1)
		return -2;
	session_destroy(session);
	return 0;
}
int through(const char *name)
{
	struct channel *channel;
	if (channel_open(name, &channel))
		return -1;
	channel_close(channel);
	return 0;
}
"""


class Suggest(Case):
    def suggest(self, source, *arguments):
        self.project({"a.c": source})
        result = self.run_linger("models", "--suggest", *arguments)
        self.assertEqual(result.status, 0, result.err)
        self.assertNotIn("Sanitizer", result.err)
        return result

    def pairs(self, source):
        list_ = json.loads(self.suggest(source, "--format", "json").out)
        return {(pair["opener"], pair["ender"]): pair for pair in list_}

    def test_three_shapes(self):
        self.write("library.h", LIBRARY)
        pairs = self.pairs(USE)
        self.assertEqual({key: (pair["shape"], pair["kind"]) for key, pair in pairs.items()},
                         {("session_create", "session_destroy"): ("result", "handle"),
                          ("channel_open", "channel_close"): ("out", "handle"),
                          ("tick_start", "tick_stop"): ("object", "armed-timer")})
        session = pairs["session_create", "session_destroy"]
        self.assertEqual((session["fields"], session["variables"], session["added"],
                          session["silenced"], session["has_body"]), (1, 1, 1, 0, False))

    def test_text(self):
        self.write("library.h", LIBRARY)
        self.assertIn(
            "session_create and session_destroy, for `struct session *`: called 2 times and "
            "2 times, 1 field sees both, 1 variable sees both; no body in this project\n"
            "    struct session *session_create(int argument1)\n"
            "    \tLG_OPENS(handle, result, result != NULL);\n"
            "    void session_destroy(struct session *object)\n"
            "    \tLG_ENDS(handle, object);\n"
            "    adopting it adds 1 finding and silences 0\n", self.suggest(USE).out)

    def test_what_is_pasted_does_what_was_said(self):
        self.write("library.h", LIBRARY)
        text = "".join(pair["annotations"] for pair in self.pairs(USE).values())
        model = self.write("adopted.h", text)
        self.check("--enable", "resource-leak", status=0)
        result = self.check("--enable", "resource-leak", "--models", model, status=1)
        self.assertIn("[resource-leak/handle]", result.out)
        self.assertEqual(self.suggest(USE, "--models", model).out, "")

    def test_what_bodies_tell(self):
        """Memory alone, and what a body opens and ends: nothing to suggest."""
        self.assertEqual(self.pairs("""#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
struct box { int fd; int *numbers; };
struct box *box_new(void) { return calloc(1, sizeof(struct box)); }
void box_free(struct box *box) { free(box->numbers); free(box); }
int box_open(struct box *box) { box->fd = open("x", 0); return box->fd < 0 ? -1 : 0; }
void box_close(struct box *box) { close(box->fd); }
int use(void)
{
	struct box *box = box_new();
	if (!box)
		return -1;
	if (box_open(box) == 0)
		box_close(box);
	box_free(box);
	return 0;
}
"""), {})

    def test_what_is_no_pair(self):
        """Locks, containers, accessors, other types, and names that are never seen together."""
        self.assertEqual(self.pairs("""struct lock; struct list; struct node; struct a; struct b;
void lock_lock(struct lock *); void lock_unlock(struct lock *);
void list_add(struct list *, struct node *); void list_del(struct list *, struct node *);
void type_set_create(struct a *, int); void type_set_destroy(struct a *, int);
struct a *part_create(void); void part_destroy(struct b *);
int count_get(struct a *); int count_put(struct a *, int);
void use(struct lock *lock, struct list *list, struct node *node, struct a *a, struct b *b)
{
	struct a *part;
	lock_lock(lock); lock_unlock(lock);
	list_add(list, node); list_del(list, node);
	type_set_create(a, 1); type_set_destroy(a, 1);
	part = part_create(); part_destroy(b);
	count_get(a); count_put(a, 1);
	(void)part;
}
"""), {})

    def test_ways_of_writing(self):
        """Camel case, capitals, glued verbs, verbs in front; the better partner wins."""
        pairs = self.pairs("""struct a; struct b; struct c; struct d;
struct a *aMake_createThing(void); void aMake_destroyThing(struct a *);
struct b *B_OPEN(void); void B_CLOSE(struct b *);
struct c *gzopen(void); void gzclose(struct c *);
struct d *create_d(void); void delete_d(struct d *, int); void destroy_d(struct d *);
void use(void)
{
	struct a *a = aMake_createThing(); struct b *b = B_OPEN(); struct c *c = gzopen();
	struct d *d = create_d();
	aMake_destroyThing(a); B_CLOSE(b); gzclose(c);
	delete_d(d, 1); destroy_d(d);
}
""")
        self.assertEqual(sorted(pairs), [("B_OPEN", "B_CLOSE"),
                                         ("aMake_createThing", "aMake_destroyThing"),
                                         ("create_d", "destroy_d"), ("gzopen", "gzclose")])

    def test_functions_with_bodies(self):
        """What only a list knows: neither memory alone nor a modelled resource."""
        source = """#include <stddef.h>
struct watch { struct watch *next; int on; };
static struct watch *watches;
int watch_register(struct watch *watch) { watch->next = watches; watches = watch; return 0; }
void watch_unregister(struct watch *watch) { watches = watch->next; watch->on = 0; }
struct user { struct watch watch; };
int user_on(struct user *user) { return watch_register(&user->watch); }
void user_off(struct user *user) { watch_unregister(&user->watch); }
"""
        pair = self.pairs(source)["watch_register", "watch_unregister"]
        self.assertEqual((pair["shape"], pair["kind"], pair["has_body"], pair["fields"]),
                         ("object", "registration", True, 1))

    def test_only_with_suggest(self):
        self.project({"a.c": "int a;\n"})
        result = self.run_linger("models", "no_such_function")
        self.assertEqual(result.status, 2)


if __name__ == "__main__":
    unittest.main()
