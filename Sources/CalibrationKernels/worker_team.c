#include "worker_team.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

// A loop's number, how many blocks it has and how many of them are taken, in one word: so a block is
// only ever taken of the loop that is running.
#define COUNT_BITS 20
#define COUNT_MASK (((uint64_t)1 << COUNT_BITS) - 1)
#define ONE_LOOP ((uint64_t)1 << (2 * COUNT_BITS))

struct ck_team {
  _Atomic(uint64_t) loop;
  _Atomic(ck_block_body) body;
  _Atomic(void *) context;
  atomic_ptrdiff_t finished;
  atomic_bool busy, ended, crowded;
  atomic_int sleepers;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
};

static uint64_t taken(uint64_t loop) { return loop & COUNT_MASK; }

static bool has_work(uint64_t loop) { return taken(loop) < (loop >> COUNT_BITS & COUNT_MASK); }

ck_team *ck_team_create(void) {
  ck_team *team = calloc(1, sizeof *team);
  if (!team) return NULL;
  if (pthread_mutex_init(&team->mutex, NULL) == 0) {
    if (pthread_cond_init(&team->wake, NULL) == 0) return team;
    pthread_mutex_destroy(&team->mutex);
  }
  free(team);
  return NULL;
}

void ck_team_destroy(ck_team *team) {
  pthread_cond_destroy(&team->wake);
  pthread_mutex_destroy(&team->mutex);
  free(team);
}

static void take_blocks(ck_team *team) {
  uint64_t loop = atomic_load(&team->loop);
  while (has_work(loop)) {
    // Of this loop if the exchange succeeds, which it does not once another one has begun.
    ck_block_body body = atomic_load(&team->body);
    void *context = atomic_load(&team->context);
    if (!atomic_compare_exchange_weak(&team->loop, &loop, loop + 1)) continue;
    body(context, (ptrdiff_t)taken(loop));
    atomic_fetch_add(&team->finished, 1);
    loop = atomic_load(&team->loop);
  }
}

static void pause_briefly(void) {
  for (int i = 0; i < 16; i++) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
  }
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool is_idle(ck_team *team) {
  return !has_work(atomic_load(&team->loop)) && !atomic_load(&team->ended);
}

static void wait_for_work(ck_team *team) {
  // A search thinks some 100 microseconds between two passes; waking a thread takes half as long.
  const double start = seconds();
  double waited = 0;
  while (waited < 250e-6 && !atomic_load(&team->crowded)) {
    if (!is_idle(team)) return;
    pause_briefly();
    // Other threads that have work come first. Where there are such, waiting awake would take time from
    // them, and from this thread's share.
    if (waited > 20e-6) sched_yield();
    double before = waited;
    waited = seconds() - start;
    if (waited - before > 100e-6) atomic_store(&team->crowded, true);
  }
  pthread_mutex_lock(&team->mutex);
  atomic_fetch_add(&team->sleepers, 1);
  while (is_idle(team)) pthread_cond_wait(&team->wake, &team->mutex);
  atomic_fetch_sub(&team->sleepers, 1);
  pthread_mutex_unlock(&team->mutex);
}

// A helper counts itself as a sleeper before it looks for work the last time, and work is there before
// sleepers are counted here: one of the two sees the other.
static void wake_sleepers(ck_team *team) {
  if (atomic_load(&team->sleepers) == 0) return;
  pthread_mutex_lock(&team->mutex);
  pthread_cond_broadcast(&team->wake);
  pthread_mutex_unlock(&team->mutex);
}

void ck_team_help(ck_team *team) {
  while (!atomic_load(&team->ended)) {
    take_blocks(team);
    wait_for_work(team);
  }
}

bool ck_team_run(ck_team *team, ptrdiff_t blocks, ck_block_body body, void *context) {
  if (blocks < 0 || (uint64_t)blocks > COUNT_MASK) return false;
  if (atomic_exchange(&team->busy, true)) return false;
  atomic_store(&team->finished, 0);
  atomic_store(&team->body, body);
  atomic_store(&team->context, context);
  uint64_t next = (atomic_load(&team->loop) / ONE_LOOP + 1) * ONE_LOOP;
  atomic_store(&team->loop, next | (uint64_t)blocks << COUNT_BITS);
  wake_sleepers(team);
  take_blocks(team);
  for (int pauses = 0; atomic_load(&team->finished) < blocks; pauses++) {
    pause_briefly();
    if (pauses > 100) sched_yield();
  }
  atomic_store(&team->busy, false);
  return true;
}

void ck_team_end(ck_team *team) {
  atomic_store(&team->ended, true);
  wake_sleepers(team);
}
