import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChannelList } from '../../api/schemas/act.ts';
import type { DutyList } from '../../api/schemas/duty.ts';
import type { PageDetail, PageList } from '../../api/schemas/page.ts';
import type { ResponseTimeList } from '../../api/schemas/response-times.ts';
import type { SilenceList } from '../../api/schemas/silence.ts';
import { keys } from './query-keys.ts';
import { get } from './request.ts';

const minuteMs = 60_000;

/** Who was told of what; of the open matters only, or of all. */
export function usePages(open: boolean, enabled = true) {
  return useQuery({
    enabled,
    queryKey: [...keys.pages, open],
    queryFn: ({ signal }) => get<PageList>('/pages', { open: String(open) }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: minuteMs,
  });
}

export function usePage(id: string) {
  return useQuery({
    queryKey: [...keys.pages, 'one', id],
    queryFn: ({ signal }) => get<PageDetail>(`/pages/${encodeURIComponent(id)}`, {}, signal),
  });
}

/** Who is told now, the first in line first. */
export function useDuty() {
  return useQuery({
    queryKey: keys.duty,
    queryFn: ({ signal }) => get<DutyList>('/duty', {}, signal),
    refetchInterval: minuteMs,
  });
}

/** Silences that have not ended, for those who may make them. */
export function useSilences(enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: keys.silences,
    queryFn: ({ signal }) => get<SilenceList>('/silences', {}, signal),
    refetchInterval: minuteMs,
  });
}

/** How soon departments answer the pages that opened since a day. */
export function useResponseTimes(from: string) {
  return useQuery({
    queryKey: [...keys.responseTimes, from],
    queryFn: ({ signal }) => get<ResponseTimeList>('/response-times', { from }, signal),
    placeholderData: keepPreviousData,
  });
}

/** The channels by which people are told, for those who may try them. */
export function useChannels(enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: keys.channels,
    queryFn: ({ signal }) => get<ChannelList>('/channels', {}, signal),
  });
}
