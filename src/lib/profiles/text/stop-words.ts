// Words that carry no taste. FUNCTION_WORDS are English grammar; PROFILE_WORDS are those that any profile or review uses
// whatever it is about ("would enjoy", "this item"), so that two profiles are not alike merely for being profiles.
// Both lists are our own, written for this project. Words stand lower-cased and without apostrophes.

const list = (words: string): readonly string[] => words.trim().split(/\s+/u);

export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  list(`
    a an the this that these those some any each every either neither no none all both few many much more most several
    other others another such same own one ones two three first second last next
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
    herself it its itself they them their theirs themselves someone somebody something anyone anybody anything everyone
    everybody everything nobody nothing who whom whose which what whatever whoever
    am is are was were be been being isnt arent wasnt werent aint do does did doing done dont doesnt didnt have has had
    having havent hasnt hadnt can cannot cant could couldnt will wont would wouldnt shall shant should shouldnt may might
    must mustnt neednt ought let lets
    and or nor but yet so if then else than as because since unless until while whereas although though however
    therefore thus hence whether
    of in on at by to from for with without within into onto upon over under above below between among amongst through
    throughout during before after against about around across along behind beside besides beyond near off out up down
    toward towards via per despite except like unlike
    not only very too also just even still already ever never always often sometimes usually again once twice here there
    where when why how now soon later almost quite rather really perhaps maybe else instead away back together apart
    well much less least far enough
    ve re ll im id ive youre theyre hes shes thats theres whats
    get gets got getting go goes going gone went come comes came make makes made making take takes took taken
    put puts say says said see sees seen saw know knows knew known
  `)
);

export const PROFILE_WORDS: ReadonlySet<string> = new Set(
  list(`
    user users person people someone reader readers viewer viewers player players customer customers visitor visitors fan
    fans audience audiences item items product products thing things kind kinds sort type types title titles
    enjoy enjoys enjoyed enjoying like likes liked liking love loves loved loving prefer prefers preferred preference
    preferences interest interests interested interesting appreciate appreciates appreciated appeal appeals appealing
    attract attracts attracted returning suit suits suited tend tends tendency look looks looking looked seek seeks want wants
    wanted find finds finding found favour favours favor favors favourite favorite return returns keep keeps
    recommend recommends recommended review reviews reviewed reviewer reviewers praise praises praised criticise
    criticises criticised criticize criticizes criticized dislike dislikes disliked complain complains complaint
    complaints rate rates rated rating ratings profile summary description described listed mention mentions mentioned
    theme themes touch touches touched related
    good great best better nice fine excellent wonderful fantastic amazing awesome bad worse worst poor terrible awful
    okay ok decent solid boring bored dull disappointing disappointed disappointment perfect perfectly lot lots bit
    star stars think thinks thought feel feels felt felt seem seems seemed try tries tried give gives gave given
    time times way ways
  `)
);

/** Whether a normalised word (see tokenise.ts) says nothing of taste. */
export function isStopWord(word: string): boolean {
  return FUNCTION_WORDS.has(word) || PROFILE_WORDS.has(word);
}
