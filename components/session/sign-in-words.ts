/** Our words for the texts of the Authenticator and for what Cognito answers. */
export const signInWords: Record<string, string> = {
  'Sign In with Google': 'Sign in with Google',
  'Sign Up with Google': 'Create account with Google',
  'Back to Sign In': 'Back to sign in',
  'Confirm Password': 'The same password again',
  'Please confirm your Password': 'Type it once more',
  'Confirm TOTP Code': 'Type the code from your app',
  'Create Account': 'Create account',
  'Creating Account': 'Creating your account',
  'Confirmation Code': 'Code from the e-mail',
  'Enter your code': '6 digits',
  Email: 'E-mail address',
  'Enter your Email': 'you@example.com',
  'Enter your email': 'you@example.com',
  'Enter your Password': 'Your password',
  'Forgot your password?': 'Forgot your password?',
  'New password': 'New password',
  'Resend Code': 'Send another code',
  'Reset your password': 'Choose another password',
  'Reset your Password': 'Choose another password',
  'Reset Password': 'Choose another password',
  'Send code': 'Send me a code',
  Sending: 'Sending the code',
  'Sign In': 'Sign in',
  'Change Password': 'Choose your own password',
  Changing: 'Saving',
  Submit: 'Save the new password',
  Submitting: 'Saving',
  'We Emailed You': 'Look into your e-mail',
  'We Sent A Code': 'We sent you a code',
  'Your code is on the way. To log in, enter the code we emailed to': 'Enter the code that we sent to',
  'Your code is on the way. To log in, enter the code we sent you': 'Enter the code that we sent to you.',
  'It may take a minute to arrive': 'It can take a minute to arrive',
  'Your passwords must match': 'The two passwords are not the same yet.',
  'Password must have at least 8 characters': 'Use at least 8 characters.',
  'Password must have lower case letters': 'Add a small letter.',
  'Password must have upper case letters': 'Add a capital letter.',
  'Password must have numbers': 'Add a number.',
  'Incorrect username or password.':
    'The e-mail address or the password is wrong. Check both, or choose another password below.',
  'User does not exist.': 'There is no account with this e-mail address. Check it, or create an account.',
  'User already exists':
    'There is an account with this e-mail address. Sign in, or choose another password if you forgot it.',
  'An account with the given email already exists.':
    'There is an account with this e-mail address. Sign in, or choose another password if you forgot it.',
  'PreSignUp failed with error This e-mail address is not invited.':
    'This e-mail address is not invited here. Check it for a typing error, or ask whoever runs this installation to invite it.',
  'SignUp is not permitted for this user pool':
    'Accounts are made by whoever runs this installation. Ask them for one.',
  'Invalid verification code provided, please try again.':
    'This code is not the one we sent. Check it, or have another sent.',
  'Invalid code provided, please request a code again.': 'This code no longer works. Have another sent.',
  'Attempt limit exceeded, please try after some time.':
    'Too many tries. Wait a few minutes, then try again.',
  'Password attempts exceeded': 'Too many tries. Wait a few minutes, then try again.',
  'A network error has occurred.': 'Docent could not be reached. Check your connection and try again.',
  'Network error': 'Docent could not be reached. Check your connection and try again.',
}

/** Labels, what a password manager needs to know, and the address where it is known. */
export function signInFields(address: string) {
  const code = { label: 'Code from the e-mail', placeholder: '6 digits', autocomplete: 'one-time-code' }
  const newPassword = {
    label: 'New password',
    placeholder: 'At least 8 characters',
    autocomplete: 'new-password',
  }
  const again = {
    label: 'The same password again',
    placeholder: 'Type it once more',
    autocomplete: 'new-password',
  }
  const email = {
    label: 'E-mail address',
    placeholder: 'you@example.com',
    autocomplete: 'username',
    defaultValue: address,
  }
  return {
    signIn: {
      username: email,
      password: { label: 'Password', placeholder: 'Your password', autocomplete: 'current-password' },
    },
    signUp: {
      email: { ...email, order: 1 },
      password: { ...newPassword, label: 'Password', order: 2 },
      confirm_password: { ...again, order: 3 },
    },
    forgotPassword: { username: email },
    forceNewPassword: { password: newPassword, confirm_password: again },
    confirmSignUp: { confirmation_code: code },
    confirmSignIn: { confirmation_code: { ...code, label: 'Code from your authenticator app' } },
    confirmResetPassword: { confirmation_code: code, password: newPassword, confirm_password: again },
  }
}
