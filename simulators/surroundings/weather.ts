import { drift, mix, Random, seedOf } from '../random.ts';
import { type DayNumber, dayText, stepsPerDay } from './days.ts';

export interface Weather {
  /** Mean and highest of the day, °C. */
  meanC: number;
  maxC: number;
  /** °C for each quarter of an hour. */
  temperatureC: Float32Array;
  rainMm: number;
  /** Steps of the day between which it rains. */
  rainFrom: number;
  rainTo: number;
  /** Hours of the day, city time. */
  sunrise: number;
  sunset: number;
}

const latitude = (29.87 * Math.PI) / 180;
/** Ningbo lies 1.55° east of the meridian of +08:00: the sun is six minutes early. */
const solarNoon = 12 - 1.55 / 15;

function dayOfYear(day: DayNumber): number {
  return day - Math.round(Date.parse(`${dayText(day).slice(0, 4)}-01-01T00:00:00Z`) / 86_400_000) + 1;
}

/** Half the length of the day in hours: the sunrise equation with the declination after Cooper (1969). */
function halfDay(yearDay: number): number {
  const declination = ((23.45 * Math.PI) / 180) * Math.sin((2 * Math.PI * (284 + yearDay)) / 365);
  return (Math.acos(-Math.tan(latitude) * Math.tan(declination)) * 12) / Math.PI;
}

/** Share of days with rain through the year: the plum rains of June, typhoon rain in September, a dry late autumn. */
function rainShare(yearDay: number): number {
  const plumRains = 0.3 * Math.exp(-(((yearDay - 172) / 16) ** 2));
  const autumnRains = 0.1 * Math.exp(-(((yearDay - 255) / 20) ** 2));
  const dryAutumn = 0.12 * Math.exp(-(((yearDay - 320) / 35) ** 2));
  return 0.36 + plumRains + autumnRains - dryAutumn;
}

function rainOf(seed: number, day: DayNumber, yearDay: number): number {
  const wet = drift(seedOf(seed, 'rain'), day / 2.2) * 0.75 + drift(seedOf(seed, 'shower'), day / 0.9) * 0.25;
  // `wet` lies between −1 and 1 and is about uniform around its middle.
  const over = wet - (1 - 2 * rainShare(yearDay)) * 0.62;
  if (over <= 0) return 0;
  return 2 + 70 * over ** 1.7;
}

/** A weather that is warmer or wetter than the season's. */
export function altered(weather: Weather, warmerC: number, rainMm: number): Weather {
  return {
    ...weather,
    meanC: weather.meanC + warmerC,
    maxC: weather.maxC + warmerC,
    temperatureC: weather.temperatureC.map((celsius) => celsius + warmerC),
    rainMm: weather.rainMm + rainMm,
    rainFrom: rainMm > 0 ? 20 : weather.rainFrom,
    rainTo: rainMm > 0 ? 80 : weather.rainTo,
  };
}

/** Ningbo's climate: 17.5 °C on the year's mean, 12 °C up and down over the year, coldest in late January. */
export function weatherOn(seed: number, day: DayNumber): Weather {
  const yearDay = dayOfYear(day);
  const random = new Random(mix(seedOf(seed, 'weather'), day));
  const rainMm = rainOf(seed, day, yearDay);
  const season = 17.5 - 12 * Math.cos((2 * Math.PI * (yearDay - 22)) / 365.25);
  const meanC =
    season + 4.2 * drift(seedOf(seed, 'air'), day / 4.5) + 1.2 * random.bell() - (rainMm > 5 ? 1.5 : 0);
  const swing = rainMm > 2 ? random.between(1.5, 3) : random.between(3.5, 5.5);
  const temperatureC = new Float32Array(stepsPerDay);
  for (let step = 0; step < stepsPerDay; step++) {
    // Warmest at about half past two in the afternoon.
    temperatureC[step] = meanC - swing * Math.cos((2 * Math.PI * (step / 4 - 2.5)) / 24);
  }
  const half = halfDay(yearDay);
  const rainSteps = Math.min(stepsPerDay, Math.round(8 + rainMm * random.between(0.8, 2)));
  const rainFrom = random.whole(0, stepsPerDay - rainSteps);
  return {
    meanC,
    maxC: meanC + swing,
    temperatureC,
    rainMm,
    rainFrom,
    rainTo: rainMm > 0 ? rainFrom + rainSteps : rainFrom,
    sunrise: solarNoon - half,
    sunset: solarNoon + half,
  };
}
