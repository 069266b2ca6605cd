/* Atomics are loads, stores and computations. */
#include <stdatomic.h>
atomic_int counter;
_Atomic(int *) pointer;
int plain;

int c11(int x)
{
	int expected = 1;

	atomic_init(&counter, 0);
	atomic_store(&counter, x);
	x = atomic_load(&counter);
	x = atomic_fetch_add(&counter, 2);
	x = atomic_exchange(&counter, -1);
	if (atomic_compare_exchange_strong(&counter, &expected, 5))
		return expected;
	counter++;
	counter = 4;
	return counter;
}

int gnu(int *p, int x)
{
	__atomic_store_n(p, x, __ATOMIC_SEQ_CST);
	x = __atomic_load_n(p, __ATOMIC_SEQ_CST);
	x = __atomic_add_fetch(p, 1, __ATOMIC_SEQ_CST);
	x = __atomic_exchange_n(p, -1, __ATOMIC_SEQ_CST);
	__atomic_load(p, &x, __ATOMIC_SEQ_CST);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return x;
}

int sync(int *p, int x)
{
	x = __sync_fetch_and_add(p, 1);
	x = __sync_sub_and_fetch(p, 1);
	x = __sync_lock_test_and_set(p, -1);
	__sync_lock_release(p);
	__sync_synchronize();
	return __sync_bool_compare_and_swap(p, 1, 2);
}
