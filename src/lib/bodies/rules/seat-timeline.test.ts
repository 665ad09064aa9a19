import { describe, expect, it } from 'vitest';
import { seatTimeline, type SeatHistory } from './seat-timeline.ts';

const TODAY = '2022-11-21';
const mandate = (holder: string | null, from: string, to: string | null = null) => ({
  holder,
  organisation: 'Solaix',
  from,
  to,
});
const seat = (more: Partial<SeatHistory> = {}): SeatHistory => ({
  name: 'Siège 1',
  sector: 'associative',
  from: '2021-06-24',
  to: null,
  mandates: [],
  ...more,
});
const spans = (more: Partial<SeatHistory>) =>
  seatTimeline([seat(more)], TODAY)?.rows.flatMap((row) =>
    row.spans.map(({ holder, from, to }) => [holder, from, to]),
  );

describe('seatTimeline', () => {
  it('draws who held a seat and, before, between and after, nobody', () => {
    expect(
      spans({
        mandates: [mandate('Anne', '2021-07-01', '2021-12-31'), mandate('Luc', '2022-02-01', '2022-09-07')],
      }),
    ).toEqual([
      [null, '2021-06-24', '2021-06-30'],
      ['Anne', '2021-07-01', '2021-12-31'],
      [null, '2022-01-01', '2022-01-31'],
      ['Luc', '2022-02-01', '2022-09-07'],
      [null, '2022-09-08', '2023-11-21'],
    ]);
  });

  it('ends with the seat, and with a mandate without end', () => {
    expect(spans({ to: '2022-06-30', mandates: [mandate('Anne', '2021-06-24', '2022-06-30')] })).toEqual([
      ['Anne', '2021-06-24', '2022-06-30'],
    ]);
    expect(spans({ to: '2022-12-31', mandates: [mandate('Anne', '2021-06-24', '2022-06-30')] })).toEqual([
      ['Anne', '2021-06-24', '2022-06-30'],
      [null, '2022-07-01', '2022-12-31'],
    ]);
    expect(spans({ mandates: [mandate('Anne', '2021-06-24')] })).toEqual([
      ['Anne', '2021-06-24', '2023-11-21'],
    ]);
  });

  it('sees no vacancy to come, nor before the first mandate of a seat without first day', () => {
    expect(spans({ from: null, mandates: [mandate('Anne', '2022-01-01', '2023-06-30')] })).toEqual([
      ['Anne', '2022-01-01', '2023-06-30'],
    ]);
    expect(spans({ from: null })).toEqual([[null, TODAY, '2023-11-21']]);
  });

  it('begins with the seat that was there first, whatever their order', () => {
    const seats = [seat({ from: '2022-01-01' }), seat(), seat({ from: '2021-09-01' })];
    expect(seatTimeline(seats, TODAY)?.from).toBe('2021-06-24');
  });

  it('leaves out what ended long ago, and cuts what began long ago', () => {
    expect(spans({ from: '1999-01-01', mandates: [mandate('Anne', '1999-01-01', '2009-12-31')] })).toEqual([
      [null, '2010-11-21', '2023-11-21'],
    ]);
    expect(spans({ from: '1999-01-01', to: '2001-01-01' })).toBeUndefined();
    expect(seatTimeline([], TODAY)).toBeNull();
  });

  it('says the true days of what it cuts', () => {
    const timeline = seatTimeline(
      [seat({ from: '1999-01-01', mandates: [mandate('Anne', '1999-01-01')] })],
      TODAY,
    );
    expect(timeline!.rows[0]!.spans[0]!.period).toBe('à partir du 1er\u00a0janvier\u00a01999');
  });
});
