;; The inner loops of vector search. `npm run docent -- build-kernel` turns this file into kernel-bytes.ts;
;; plain-kernel.ts says the same in TypeScript, and kernel.test.ts holds one against the other.
;;
;; Arguments are addresses in bytes, or counts. Rows lie one after another. Nothing is allocated here, and no
;; address is checked beyond what WebAssembly checks: the callers stay inside their sections of the arena.
(module
  (import "arena" "memory" (memory 1 65536))

  ;; Hamming distance of each of `rows` rows of sign bits to the query's.
  ;; `rowBytes` is a multiple of 16. Writes one u16 a row, and adds 1 to its place in a histogram of u32.
  ;; A processor counts the bits of an i64 in one instruction; x86 has none for i8x16 before AVX-512.
  (func (export "hamming")
    (param $row i32) (param $rowBytes i32) (param $rows i32) (param $query i32)
    (param $distances i32) (param $histogram i32)
    (local $end i32) (local $rowEnd i32) (local $q i32) (local $bin i32) (local $sum i64)
    (local.set $end (i32.add (local.get $distances) (i32.shl (local.get $rows) (i32.const 1))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $distances) (local.get $end)))
        (local.set $sum (i64.const 0))
        (local.set $q (local.get $query))
        (local.set $rowEnd (i32.add (local.get $row) (local.get $rowBytes)))
        (loop $block
          (local.set $sum (i64.add (local.get $sum) (i64.add
            (i64.popcnt (i64.xor (i64.load (local.get $row)) (i64.load (local.get $q))))
            (i64.popcnt (i64.xor (i64.load offset=8 (local.get $row)) (i64.load offset=8 (local.get $q)))))))
          (local.set $q (i32.add (local.get $q) (i32.const 16)))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (br_if $block (i32.lt_u (local.get $row) (local.get $rowEnd))))
        (i32.store16 (local.get $distances) (i32.wrap_i64 (local.get $sum)))
        (local.set $bin (i32.add (local.get $histogram)
          (i32.shl (i32.wrap_i64 (local.get $sum)) (i32.const 2))))
        (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1)))
        (local.set $distances (i32.add (local.get $distances) (i32.const 2)))
        (br $next))))

  ;; The numbers of the rows nearer than `limit`, and of those at `limit` as long as the quota lasts.
  ;; `distances` are those of `rows` rows from `firstRow` on. `state` holds two u32, read and written back, so
  ;; that one list grows over several calls: the address of the next number, and what is left of the quota.
  (func (export "collect")
    (param $distances i32) (param $rows i32) (param $firstRow i32) (param $limit i32) (param $state i32)
    (local $at i32) (local $end i32) (local $whole i32) (local $out i32) (local $quota i32)
    (local $limits v128) (local $mask i32) (local $distance i32)
    (local.set $out (i32.load (local.get $state)))
    (local.set $quota (i32.load offset=4 (local.get $state)))
    (local.set $limits (i16x8.splat (local.get $limit)))
    (local.set $at (local.get $distances))
    (local.set $end (i32.add (local.get $distances) (i32.shl (local.get $rows) (i32.const 1))))
    (block $done
      (loop $next
        ;; Eight at once: mostly none of them is near. Where one is, on to it.
        (if (i32.ge_s (i32.sub (local.get $end) (local.get $at)) (i32.const 16))
          (then
            (local.set $mask (i16x8.bitmask (i16x8.le_u (v128.load (local.get $at)) (local.get $limits))))
            (if (i32.eqz (local.get $mask))
              (then
                (local.set $at (i32.add (local.get $at) (i32.const 16)))
                (br $next)))
            (local.set $at (i32.add (local.get $at) (i32.shl (i32.ctz (local.get $mask)) (i32.const 1))))))
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $distance (i32.load16_u (local.get $at)))
        (if (i32.lt_u (local.get $distance) (local.get $limit))
          (then
            (i32.store (local.get $out) (i32.add (local.get $firstRow)
              (i32.shr_u (i32.sub (local.get $at) (local.get $distances)) (i32.const 1))))
            (local.set $out (i32.add (local.get $out) (i32.const 4)))))
        (if (i32.and (i32.eq (local.get $distance) (local.get $limit)) (i32.ne (local.get $quota) (i32.const 0)))
          (then
            (i32.store (local.get $out) (i32.add (local.get $firstRow)
              (i32.shr_u (i32.sub (local.get $at) (local.get $distances)) (i32.const 1))))
            (local.set $out (i32.add (local.get $out) (i32.const 4)))
            (local.set $quota (i32.sub (local.get $quota) (i32.const 1)))))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br $next)))
    (i32.store (local.get $state) (local.get $out))
    (i32.store offset=4 (local.get $state) (local.get $quota)))

  ;; int8 row · int16 query, in whole numbers. `stride`, the length of a row in bytes, is a multiple of 16.
  ;; The caller scales the query so that no sum can leave i32.
  (func $dot (param $row i32) (param $query i32) (param $stride i32) (result i32)
    (local $end i32) (local $even v128) (local $odd v128)
    (local.set $end (i32.add (local.get $row) (local.get $stride)))
    (loop $block
      (local.set $even (i32x4.add (local.get $even) (i32x4.dot_i16x8_s
        (v128.load8x8_s (local.get $row)) (v128.load (local.get $query)))))
      (local.set $odd (i32x4.add (local.get $odd) (i32x4.dot_i16x8_s
        (v128.load8x8_s offset=8 (local.get $row)) (v128.load offset=16 (local.get $query)))))
      (local.set $query (i32.add (local.get $query) (i32.const 32)))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (br_if $block (i32.lt_u (local.get $row) (local.get $end))))
    (call $lanes (i32x4.add (local.get $even) (local.get $odd))))

  ;; The four lanes together.
  (func $lanes (param $sum v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
      (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))

  ;; Dot products of the rows `firstRow` up to `endRow`, each times its scale: f32 after f32 in `scores`.
  (func (export "dotRun")
    (param $int8 i32) (param $stride i32) (param $scales i32)
    (param $firstRow i32) (param $endRow i32) (param $query i32) (param $scores i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $firstRow) (local.get $endRow)))
        (f32.store (local.get $scores) (f32.mul
          (f32.convert_i32_s (call $dot
            (i32.add (local.get $int8) (i32.mul (local.get $firstRow) (local.get $stride)))
            (local.get $query) (local.get $stride)))
          (f32.load (i32.add (local.get $scales) (i32.shl (local.get $firstRow) (i32.const 2))))))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (local.set $firstRow (i32.add (local.get $firstRow) (i32.const 1)))
        (br $next))))

  ;; The same for the `count` rows whose numbers, u32, lie at `rows`. Four at a time: such rows lie far apart,
  ;; and the processor waits for memory in four places at once, which halves the time.
  (func (export "dotRows")
    (param $int8 i32) (param $stride i32) (param $scales i32)
    (param $rows i32) (param $count i32) (param $query i32) (param $scores i32)
    (local $end i32) (local $row i32) (local $q i32) (local $stop i32) (local $even v128) (local $odd v128)
    (local $row0 i32) (local $row1 i32) (local $row2 i32) (local $row3 i32)
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)
    (local.set $end (i32.add (local.get $rows) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $stop (i32.add (local.get $query) (i32.shl (local.get $stride) (i32.const 1))))
    (block $rest
      (loop $four
        (br_if $rest (i32.lt_u (i32.sub (local.get $end) (local.get $rows)) (i32.const 16)))
        (local.set $row0 (i32.add (local.get $int8)
          (i32.mul (i32.load (local.get $rows)) (local.get $stride))))
        (local.set $sum0 (v128.const i32x4 0 0 0 0))
        (local.set $row1 (i32.add (local.get $int8)
          (i32.mul (i32.load offset=4 (local.get $rows)) (local.get $stride))))
        (local.set $sum1 (v128.const i32x4 0 0 0 0))
        (local.set $row2 (i32.add (local.get $int8)
          (i32.mul (i32.load offset=8 (local.get $rows)) (local.get $stride))))
        (local.set $sum2 (v128.const i32x4 0 0 0 0))
        (local.set $row3 (i32.add (local.get $int8)
          (i32.mul (i32.load offset=12 (local.get $rows)) (local.get $stride))))
        (local.set $sum3 (v128.const i32x4 0 0 0 0))
        (local.set $q (local.get $query))
        (loop $block
          (local.set $even (v128.load (local.get $q)))
          (local.set $odd (v128.load offset=16 (local.get $q)))
          (local.set $sum0 (i32x4.add (local.get $sum0) (i32x4.add
            (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row0)) (local.get $even))
            (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row0)) (local.get $odd)))))
          (local.set $row0 (i32.add (local.get $row0) (i32.const 16)))
          (local.set $sum1 (i32x4.add (local.get $sum1) (i32x4.add
            (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row1)) (local.get $even))
            (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row1)) (local.get $odd)))))
          (local.set $row1 (i32.add (local.get $row1) (i32.const 16)))
          (local.set $sum2 (i32x4.add (local.get $sum2) (i32x4.add
            (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row2)) (local.get $even))
            (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row2)) (local.get $odd)))))
          (local.set $row2 (i32.add (local.get $row2) (i32.const 16)))
          (local.set $sum3 (i32x4.add (local.get $sum3) (i32x4.add
            (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row3)) (local.get $even))
            (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row3)) (local.get $odd)))))
          (local.set $row3 (i32.add (local.get $row3) (i32.const 16)))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (br_if $block (i32.lt_u (local.get $q) (local.get $stop))))
        (f32.store (local.get $scores) (f32.mul
          (f32.convert_i32_s (call $lanes (local.get $sum0)))
          (f32.load (i32.add (local.get $scales)
            (i32.shl (i32.load (local.get $rows)) (i32.const 2))))))
        (f32.store offset=4 (local.get $scores) (f32.mul
          (f32.convert_i32_s (call $lanes (local.get $sum1)))
          (f32.load (i32.add (local.get $scales)
            (i32.shl (i32.load offset=4 (local.get $rows)) (i32.const 2))))))
        (f32.store offset=8 (local.get $scores) (f32.mul
          (f32.convert_i32_s (call $lanes (local.get $sum2)))
          (f32.load (i32.add (local.get $scales)
            (i32.shl (i32.load offset=8 (local.get $rows)) (i32.const 2))))))
        (f32.store offset=12 (local.get $scores) (f32.mul
          (f32.convert_i32_s (call $lanes (local.get $sum3)))
          (f32.load (i32.add (local.get $scales)
            (i32.shl (i32.load offset=12 (local.get $rows)) (i32.const 2))))))
        (local.set $scores (i32.add (local.get $scores) (i32.const 16)))
        (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
        (br $four)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $rows) (local.get $end)))
        (local.set $row (i32.load (local.get $rows)))
        (f32.store (local.get $scores) (f32.mul
          (f32.convert_i32_s (call $dot
            (i32.add (local.get $int8) (i32.mul (local.get $row) (local.get $stride)))
            (local.get $query) (local.get $stride)))
          (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2))))))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
        (br $next))))

  ;; (256 · int8 + residual) row · f32 query times the row's scale, for the rows whose numbers lie at `rows`.
  ;; int8 is -127 or more, so that the whole number has 16 bits. Floats round, so the order is fixed:
  ;; 16 sums, one for each column modulo 16, then by halves.
  (func (export "rescore")
    (param $int8 i32) (param $residual i32) (param $stride i32) (param $scales i32)
    (param $rows i32) (param $count i32) (param $query i32) (param $scores i32)
    (local $end i32) (local $row i32) (local $at i32) (local $stop i32) (local $q i32)
    (local $high v128) (local $low v128) (local $value v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $rows) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $rows) (local.get $end)))
        (local.set $row (i32.load (local.get $rows)))
        (local.set $at (i32.mul (local.get $row) (local.get $stride)))
        (local.set $stop (i32.add (local.get $at) (local.get $stride)))
        (local.set $q (local.get $query))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (loop $block
          (local.set $high (v128.load (i32.add (local.get $int8) (local.get $at))))
          (local.set $low (v128.load (i32.add (local.get $residual) (local.get $at))))
          (local.set $value (i16x8.add
            (i16x8.shl (i16x8.extend_low_i8x16_s (local.get $high)) (i32.const 8))
            (i16x8.extend_low_i8x16_s (local.get $low))))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul
            (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $value)))
            (v128.load (local.get $q)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul
            (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $value)))
            (v128.load offset=16 (local.get $q)))))
          (local.set $value (i16x8.add
            (i16x8.shl (i16x8.extend_high_i8x16_s (local.get $high)) (i32.const 8))
            (i16x8.extend_high_i8x16_s (local.get $low))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul
            (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $value)))
            (v128.load offset=32 (local.get $q)))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul
            (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $value)))
            (v128.load offset=48 (local.get $q)))))
          (local.set $q (i32.add (local.get $q) (i32.const 64)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $block (i32.lt_u (local.get $at) (local.get $stop))))
        (local.set $a (f32x4.add
          (f32x4.add (local.get $a) (local.get $b))
          (f32x4.add (local.get $c) (local.get $d))))
        (f32.store (local.get $scores) (f32.mul
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
            (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a))))
          (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2))))))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
        (br $next))))
)
