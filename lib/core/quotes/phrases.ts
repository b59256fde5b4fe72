import type { Language } from '../retrieval/lexical/language.ts'

/** What a guide says itself where it only quotes, in one language. */
export interface Phrases {
  notFound: string
  /** `{languages}` is replaced. */
  otherLanguage: string
  /** `{word}` is replaced. */
  unclear: string
  hello: string
  thanks: string
  bye: string
  /** `{name}` is replaced. */
  whoAmI: string
  /** Where a summary was asked for: what follows is how documents begin. */
  outline: string
  /** Where what follows may not be what was asked for. */
  unsure: string
  noDocuments: string
}

export function phrasesIn(language: Language | 'ja'): Phrases {
  return PHRASES[language] ?? PHRASES.en!
}

const PHRASES: Partial<Record<Language | 'ja', Phrases>> = {
  en: {
    notFound: 'I did not find this in the documents.',
    otherLanguage: 'The documents are written in {languages}; please ask in that language.',
    unclear: 'What does “{word}” stand for here? Please ask with the name of what you mean.',
    hello: 'Hello! What would you like to know?',
    thanks: 'You are welcome. Is there anything else you would like to know?',
    bye: 'Goodbye!',
    whoAmI: 'I am {name}. I answer with quotes from documents.',
    outline: 'I cannot summarise, only quote. This is how it begins:',
    unsure: 'I am not sure that this answers your question:',
    noDocuments: 'I have no documents to answer from yet.',
  },
  de: {
    notFound: 'In den Dokumenten habe ich das nicht gefunden.',
    otherLanguage: 'Die Dokumente sind auf {languages} geschrieben; bitte fragen Sie in dieser Sprache.',
    unclear: 'Wofür steht „{word}“ hier? Bitte nennen Sie, was Sie meinen.',
    hello: 'Hallo! Was möchten Sie wissen?',
    thanks: 'Gern geschehen. Möchten Sie noch etwas wissen?',
    bye: 'Auf Wiedersehen!',
    whoAmI: 'Ich bin {name}. Ich antworte mit Zitaten aus Dokumenten.',
    outline: 'Ich kann nicht zusammenfassen, nur zitieren. So beginnt es:',
    unsure: 'Ob das Ihre Frage beantwortet, ist nicht sicher:',
    noDocuments: 'Ich habe noch keine Dokumente, aus denen ich antworten kann.',
  },
  fr: {
    notFound: 'Je n’ai pas trouvé cela dans les documents.',
    otherLanguage: 'Les documents sont rédigés en {languages} ; posez votre question dans cette langue.',
    unclear: 'Que désigne « {word} » ici ? Merci de nommer ce dont vous parlez.',
    hello: 'Bonjour ! Que souhaitez-vous savoir ?',
    thanks: 'Je vous en prie. Souhaitez-vous savoir autre chose ?',
    bye: 'Au revoir !',
    whoAmI: 'Je suis {name}. Je réponds par des citations de documents.',
    outline: 'Je ne peux pas résumer, seulement citer. Voici le début :',
    unsure: 'Je ne suis pas sûr que cela réponde à votre question :',
    noDocuments: 'Je n’ai pas encore de documents pour répondre.',
  },
  es: {
    notFound: 'No lo he encontrado en los documentos.',
    otherLanguage: 'Los documentos están escritos en {languages}; pregunte en ese idioma, por favor.',
    unclear: '¿A qué se refiere «{word}»? Pregunte con el nombre de lo que quiere decir.',
    hello: '¡Hola! ¿Qué le gustaría saber?',
    thanks: 'De nada. ¿Le gustaría saber algo más?',
    bye: '¡Hasta luego!',
    whoAmI: 'Soy {name}. Respondo con citas de documentos.',
    outline: 'No puedo resumir, solo citar. Así empieza:',
    unsure: 'No es seguro que esto responda a su pregunta:',
    noDocuments: 'Todavía no tengo documentos con los que responder.',
  },
  it: {
    notFound: 'Non l’ho trovato nei documenti.',
    otherLanguage: 'I documenti sono scritti in {languages}; la prego di chiedere in questa lingua.',
    unclear: 'A che cosa si riferisce «{word}»? Chieda con il nome di ciò che intende.',
    hello: 'Buongiorno! Che cosa desidera sapere?',
    thanks: 'Prego. Desidera sapere altro?',
    bye: 'Arrivederci!',
    whoAmI: 'Sono {name}. Rispondo con citazioni dai documenti.',
    outline: 'Non posso riassumere, solo citare. Comincia così:',
    unsure: 'Non è certo che questo risponda alla sua domanda:',
    noDocuments: 'Non ho ancora documenti da cui rispondere.',
  },
  nl: {
    notFound: 'Ik heb dit niet in de documenten gevonden.',
    otherLanguage: 'De documenten zijn geschreven in het {languages}; stel uw vraag in die taal.',
    unclear: 'Waar staat “{word}” hier voor? Noem alstublieft wat u bedoelt.',
    hello: 'Hallo! Wat wilt u weten?',
    thanks: 'Graag gedaan. Wilt u nog iets weten?',
    bye: 'Tot ziens!',
    whoAmI: 'Ik ben {name}. Ik antwoord met citaten uit documenten.',
    outline: 'Ik kan niet samenvatten, alleen citeren. Zo begint het:',
    unsure: 'Het is niet zeker of dit uw vraag beantwoordt:',
    noDocuments: 'Ik heb nog geen documenten om uit te antwoorden.',
  },
  pt: {
    notFound: 'Não encontrei isto nos documentos.',
    otherLanguage: 'Os documentos estão escritos em {languages}; por favor, pergunte nessa língua.',
    unclear: 'A que se refere “{word}”? Pergunte com o nome do que quer dizer.',
    hello: 'Olá! O que gostaria de saber?',
    thanks: 'De nada. Gostaria de saber mais alguma coisa?',
    bye: 'Até logo!',
    whoAmI: 'Sou {name}. Respondo com citações de documentos.',
    outline: 'Não posso resumir, apenas citar. Começa assim:',
    unsure: 'Não é certo que isto responda à sua pergunta:',
    noDocuments: 'Ainda não tenho documentos para responder.',
  },
}
