<?php
/** The tag. */

/** Attributes that a page may give, in the order in which they are written. */
const RECOURSE_ATTRIBUTES = ['topic', 'order', 'item', 'quantity', 'email', 'load', 'signed-order'];

/** What the link inside says where the shop has set no words, by language. */
const RECOURSE_LABELS = [
    'en' => 'Can I return this?',
    'de' => 'Kann ich das zurückgeben?',
    'es' => '¿Puedo devolver esto?',
    'fr' => 'Puis-je retourner cet article ?',
    'pt' => 'Posso devolver isto?',
    'ar' => 'هل يمكنني إرجاع هذا؟',
    'zh' => '我可以退货吗？',
];

/**
 * `<recourse-widget …>` with the link inside; empty where the shop has not said which Worker and which store.
 *
 * @param array  $settings   api, store, label, accent.
 * @param array  $attributes as of the shortcode: what the page knows. `fact_ship_to` and `signed_order` are written with hyphens.
 * @param string $locale     of the page, such as `de_DE`.
 */
function recourse_markup(array $settings, array $attributes, string $locale): string {
    if ($settings['api'] === '' || $settings['store'] === '') {
        return '';
    }
    // WordPress has locales that are no language tags, such as `pt_PT_ao90`: language and country are.
    $lang = str_replace('_', '-', preg_replace('/^([a-z]{2,3}(?:_[A-Z]{2})?).*$/', '$1', $locale));
    $tag = ['api' => $settings['api'], 'store' => $settings['store'], 'lang' => $lang];
    foreach ($attributes as $name => $value) {
        $name = strtolower((string) $name);
        if ($name === 'signed_order') {
            $name = 'signed-order';
        } elseif (preg_match('/^fact[-_]([a-z][a-z0-9_]*)$/', $name, $fact)) {
            $name = 'fact-' . $fact[1];
        } elseif (!in_array($name, RECOURSE_ATTRIBUTES, true)) {
            continue;
        }
        if (is_scalar($value) && (string) $value !== '') {
            $tag[$name] = (string) $value;
        }
    }
    if ($settings['accent'] !== '') {
        $tag['style'] = '--rc-accent: ' . $settings['accent'];
    }
    $written = '';
    foreach ($tag as $name => $value) {
        $written .= ' ' . $name . '="' . esc_attr($value) . '"';
    }
    $label = $settings['label'] !== '' ? $settings['label'] : (RECOURSE_LABELS[substr($lang, 0, 2)] ?? RECOURSE_LABELS['en']);
    $form = $settings['api'] . '/v1/stores/' . rawurlencode($settings['store']) . '/form?lang=' . rawurlencode($lang);
    return '<recourse-widget' . $written . '><a href="' . esc_url($form) . '">' . esc_html($label) . '</a></recourse-widget>';
}
