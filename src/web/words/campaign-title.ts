import type { Schemas } from '../client/operation.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';

/** What a campaign is called; not everybody writes an English title. */
export function useCampaignTitle(): (title: Schemas['CampaignTitle']) => string {
  const language = useLanguage();
  return (title) => (language === 'en' ? (title.en ?? title['zh-CN']) : title['zh-CN']);
}
