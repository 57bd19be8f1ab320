/* What both C files share: ssrsim's random numbers and its portable exponential (ssrsim/world/streams.py,
   ssrsim/equations/portable.py), to the bit, and names of types. */
#include <stdint.h>
#include <string.h>

typedef float f32;
typedef int32_t i32;
typedef uint32_t u32;
typedef int64_t i64;
typedef uint64_t u64;
#define BLOCK 1024 /* rows */
#define INLINE static inline __attribute__((always_inline))

INLINE f32 unit_interval(u32 word) { return ((f32)(i32)(word >> 9) + 0.5f) * 1.1920928955078125e-07f; }

INLINE void four_uniforms(u32 id, u32 month, u32 stream, const u32 *key, f32 *u, f32 *v, f32 *w, f32 *x) {
  u32 c0 = id, c1 = month, c2 = stream, c3 = 0, k0 = key[0], k1 = key[1];
#pragma GCC unroll 10
  for (int round = 0; round < 10; round++) {
    u64 p0 = (u64)0xD2511F53u * c0, p1 = (u64)0xCD9E8D57u * c2;
    u32 n0 = (u32)(p1 >> 32) ^ c1 ^ k0, n2 = (u32)(p0 >> 32) ^ c3 ^ k1;
    c1 = (u32)p1, c3 = (u32)p0, c0 = n0, c2 = n2;
    k0 += 0x9E3779B9u, k1 += 0xBB67AE85u;
  }
  *u = unit_interval(c0), *v = unit_interval(c1), *w = unit_interval(c2), *x = unit_interval(c3);
}

INLINE f32 exponential(f32 x) {
  x = x > -87.0f ? x : -87.0f;
  x = x < 88.0f ? x : 88.0f;
  f32 n = (x * 1.44269504088896341f + 12582912.0f) - 12582912.0f;
  f32 r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  f32 p = 1.9875691500e-4f * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  union { i32 bits; f32 number; } power = {((i32)n + 127) << 23};
  return (p * (r * r) + r + 1.0f) * power.number;
}
