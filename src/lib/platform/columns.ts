import { customType } from 'drizzle-orm/pg-core';
import { Temporal } from 'temporal-polyfill';

/** A moment, kept with its time zone, read as an ISO instant in UTC: "2022-11-21T13:06:00Z". */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: (value) => Temporal.Instant.from(value).toString(),
});

/** A calendar day of Belgium: "2022-11-21". */
export const day = customType<{ data: string; driverData: string }>({ dataType: () => 'date' });

/** A time of day of Belgium, to the minute: "14:06". */
export const timeOfDay = customType<{ data: string; driverData: string }>({
  dataType: () => 'time(0)',
  fromDriver: (value) => value.slice(0, 5),
});

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
